package io.surety.evaluation.volume;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.clock.Delivered;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The items that were delivered under {@code volume} terms, as they were last judged. */
@Repository
class DeliveryRows {

    private final JdbcClient jdbc;

    DeliveryRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a version's term that were delivered in the span. */
    List<Delivered> of(VersionRef version, String term, Interval span) {
        return jdbc.sql(
                        """
                        select * from evaluation.deliveries
                        where agreement = :agreement and version = :version and term = :term
                            and delivered_at >= :from and delivered_at < :to
                        order by delivered_at, source, item_key
                        """)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("term", term)
                .param("from", timestamptz(span.from()))
                .param("to", timestamptz(span.to()))
                .query(DeliveryRows::read)
                .list();
    }

    List<Delivered> ofItems(Collection<ItemRef> items) {
        return jdbc.sql(
                        """
                        select * from evaluation.deliveries
                        where (source, item_key) in (select * from unnest(:sources::text[], :keys::text[]))
                        """)
                .param("sources", texts(items, ItemRef::source))
                .param("keys", texts(items, ItemRef::key))
                .query(DeliveryRows::read)
                .list();
    }

    /** Waits until nobody else judges items of the source, to the end of the transaction. */
    void lock(String source) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('evaluation.deliveries/' || :source, 0))")
                .param("source", source)
                .query(row -> {});
    }

    void delete(Collection<Delivered> gone) {
        jdbc.sql(
                        """
                        delete from evaluation.deliveries
                        where (source, item_key, agreement, version, term) in (select * from unnest(
                            :sources::text[], :keys::text[], :agreements::text[], :versions::int[], :terms::text[]))
                        """)
                .param("sources", texts(gone, d -> d.item().source()))
                .param("keys", texts(gone, d -> d.item().key()))
                .param("agreements", texts(gone, d -> d.version().agreement()))
                .param("versions", numbers(gone))
                .param("terms", texts(gone, Delivered::term))
                .update();
    }

    void save(Collection<Delivered> delivered) {
        jdbc.sql(
                        """
                        insert into evaluation.deliveries
                            (source, item_key, agreement, version, term, delivered_at, subset, not_counted, uncertain)
                        select * from unnest(
                            :sources::text[], :keys::text[], :agreements::text[], :versions::int[], :terms::text[],
                            :instants::timestamptz[], :subsets::text[], :notCounted::text[], :uncertain::boolean[])
                        on conflict (source, item_key, agreement, version, term) do update set
                            delivered_at = excluded.delivered_at, subset = excluded.subset,
                            not_counted = excluded.not_counted, uncertain = excluded.uncertain
                        """)
                .param("sources", texts(delivered, d -> d.item().source()))
                .param("keys", texts(delivered, d -> d.item().key()))
                .param("agreements", texts(delivered, d -> d.version().agreement()))
                .param("versions", numbers(delivered))
                .param("terms", texts(delivered, Delivered::term))
                .param("instants", texts(delivered, d -> d.at().toString()))
                .param("subsets", texts(delivered, d -> d.subset().orElse(null)))
                .param("notCounted", texts(delivered, d -> d.notCounted().orElse(null)))
                .param("uncertain", delivered.stream().map(Delivered::uncertain).toArray(Boolean[]::new))
                .update();
    }

    private static <T> @Nullable String[] texts(Collection<T> things, Function<T, @Nullable String> text) {
        return things.stream().map(text).toArray(String[]::new);
    }

    private static Integer[] numbers(Collection<Delivered> delivered) {
        return delivered.stream().map(d -> d.version().number()).toArray(Integer[]::new);
    }

    private static Delivered read(ResultSet row, int number) throws SQLException {
        return new Delivered(
                new ItemRef(row.getString("source"), row.getString("item_key")),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                instant(row, "delivered_at"),
                Optional.ofNullable(row.getString("subset")),
                Optional.ofNullable(row.getString("not_counted")),
                row.getBoolean("uncertain"));
    }
}
