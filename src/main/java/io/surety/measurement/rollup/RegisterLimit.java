package io.surety.measurement.rollup;

import io.surety.measurement.SeriesRef;
import io.surety.measurement.ValueLimit;
import io.surety.measurement.reading.KeptReadings;
import io.surety.measurement.reading.ReadingKind;
import io.surety.measurement.reading.SeriesDirectory;
import io.surety.measurement.reading.SeriesDirectory.Entry;
import io.surety.shared.Refusal;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets the values of a gauge be counted within a limit. */
@Service
class RegisterLimit {

    private static final int MOST = 20;

    private final SeriesDirectory series;
    private final KeptReadings kept;
    private final Marks marks;
    private final JdbcClient jdbc;

    RegisterLimit(SeriesDirectory series, KeptReadings kept, Marks marks, JdbcClient jdbc) {
        this.series = series;
        this.kept = kept;
        this.marks = marks;
        this.jdbc = jdbc;
    }

    @Transactional
    public void register(SeriesRef ref, ValueLimit limit) {
        int number = series.number(new Entry(ref, ReadingKind.GAUGE));
        if (known(number).contains(limit)) {
            return;
        }
        // What is being folded does not know the limit, and its buckets are seen only when that is committed.
        marks.holdUp();
        jdbc.sql("select no from measurement.series where no = :number for update")
                .param("number", number)
                .query(Integer.class)
                .single();
        List<ValueLimit> known = known(number);
        if (known.contains(limit)) {
            return;
        }
        if (known.size() >= MOST) {
            throw Refusal.conflict("too-many-limits", ref + " is counted within " + MOST + " limits already");
        }
        boolean atMost = limit.side() == ValueLimit.Side.AT_MOST;
        jdbc.sql(
                        """
                        insert into measurement.limits (series, position, at_most, at_least)
                        values (:series, :position, :atMost, :atLeast)
                        """)
                .param("series", number)
                .param("position", known.size() + 1)
                .param("atMost", atMost ? limit.value() : null)
                .param("atLeast", atMost ? null : limit.value())
                .update();
        marks.addAllOf(List.of(number), kept.since(ReadingKind.GAUGE));
    }

    private List<ValueLimit> known(int number) {
        return series.limits(List.of(number)).getOrDefault(number, List.of());
    }
}
