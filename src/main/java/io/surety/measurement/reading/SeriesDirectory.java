package io.surety.measurement.reading;

import io.surety.measurement.SeriesRef;
import io.surety.measurement.ValueLimit;
import io.surety.shared.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Lines of numbers by the numbers under which they are stored; these never change, so they are remembered. */
@Component
public class SeriesDirectory {

    /** One line of numbers of one kind. A {@link SeriesRef} has one number for each kind that is delivered for it. */
    public record Entry(SeriesRef series, ReadingKind kind) {}

    /** Beyond this many all are forgotten, and asked for again as they are needed. */
    private static final int MOST = 200_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Map<String, Integer> sources = new ConcurrentHashMap<>();
    private final Map<Entry, Integer> remembered = new ConcurrentHashMap<>();

    SeriesDirectory(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @throws Refusal {@code not-found} if the source is not registered */
    public int sourceNumber(String source) {
        Integer known = sources.get(source);
        if (known != null) {
            return known;
        }
        int number = jdbc.sql("select no from measurement.sources where id = :source")
                .param("source", source)
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> Refusal.notFound("source " + source));
        if (sources.size() >= MOST) {
            sources.clear();
        }
        sources.put(source, number);
        return number;
    }

    /** Its number; made up and committed at once if there is none yet. The source has to be registered. */
    public int number(Entry entry) {
        Integer known = remembered.get(entry);
        if (known != null) {
            return known;
        }
        int number = find(entry).orElseGet(() -> {
            ownTransaction.executeWithoutResult(status -> insert(entry));
            return find(entry).orElseThrow();
        });
        if (remembered.size() >= MOST) {
            remembered.clear();
        }
        remembered.put(entry, number);
        return number;
    }

    private Optional<Integer> find(Entry entry) {
        return jdbc.sql(
                        """
                        select no from measurement.series
                        where source = :source and service = :service and indicator = :indicator and kind = :kind
                        """)
                .param("source", entry.series().source())
                .param("service", entry.series().service())
                .param("indicator", entry.series().indicator())
                .param("kind", entry.kind().number())
                .query(Integer.class)
                .optional();
    }

    private void insert(Entry entry) {
        jdbc.sql(
                        """
                        insert into measurement.series (source, service, indicator, kind)
                        values (:source, :service, :indicator, :kind) on conflict do nothing
                        """)
                .param("source", entry.series().source())
                .param("service", entry.series().service())
                .param("indicator", entry.series().indicator())
                .param("kind", entry.kind().number())
                .update();
    }

    /** Of all kinds. */
    public Map<Integer, SeriesRef> numbers(Collection<SeriesRef> series) {
        List<SeriesRef> wanted = List.copyOf(series);
        var numbers = new HashMap<Integer, SeriesRef>();
        jdbc.sql(
                        """
                        select s.no, wanted.place from measurement.series s
                        join unnest(:sources, :services, :indicators)
                            with ordinality as wanted(source, service, indicator, place)
                          on (s.source, s.service, s.indicator) = (wanted.source, wanted.service, wanted.indicator)
                        """)
                .param("sources", wanted.stream().map(SeriesRef::source).toArray(String[]::new))
                .param("services", wanted.stream().map(SeriesRef::service).toArray(String[]::new))
                .param("indicators", wanted.stream().map(SeriesRef::indicator).toArray(String[]::new))
                .query(row -> {
                    numbers.put(row.getInt(1), wanted.get(row.getInt(2) - 1));
                });
        return numbers;
    }

    public Map<Integer, Entry> entries(Collection<Integer> numbers) {
        var entries = new HashMap<Integer, Entry>();
        jdbc.sql("select no, source, service, indicator, kind from measurement.series where no = any(:numbers)")
                .param("numbers", numbers.toArray(Integer[]::new))
                .query(row -> {
                    var series = new SeriesRef(row.getString(2), row.getString(3), row.getString(4));
                    entries.put(row.getInt(1), new Entry(series, ReadingKind.of(row.getInt(5))));
                });
        return entries;
    }

    /** The limits within which values are counted, by position; only of those that have any. */
    public Map<Integer, List<ValueLimit>> limits(Collection<Integer> numbers) {
        var limits = new HashMap<Integer, List<ValueLimit>>();
        jdbc.sql(
                        """
                        select series, at_most, at_least from measurement.limits where series = any(:numbers)
                        order by series, position
                        """)
                .param("numbers", numbers.toArray(Integer[]::new))
                .query(row -> {
                    limits.computeIfAbsent(row.getInt(1), n -> new ArrayList<>())
                            .add(limit(row.getBigDecimal(2), row.getBigDecimal(3)));
                });
        return limits;
    }

    private static ValueLimit limit(@Nullable BigDecimal atMost, @Nullable BigDecimal atLeast) {
        return atMost == null ? ValueLimit.atLeast(Objects.requireNonNull(atLeast)) : ValueLimit.atMost(atMost);
    }
}
