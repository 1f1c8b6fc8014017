package io.surety.measurement.reading;

import io.surety.measurement.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores readings whose identity is known: repetitions, corrections, contradictions and what is outdone (domain 5.2). The
 * locks on the identities keep others away from all that belongs to them.
 */
@Component
class CorrectKnown {

    /** @param kind of its readings; null for a withdrawal */
    private record Known(int series, @Nullable ReadingKind kind, Instant at, int revision, UUID hash, String standing) {

        boolean isRepeatedBy(Reading reading) {
            return reading.revision() == revision && reading.hash().equals(hash) && !standing.equals("x");
        }
    }

    private final JdbcClient jdbc;
    private final OtherContents others;
    private final KeptReadings kept;
    private final TransactionTemplate transactions;

    CorrectKnown(JdbcClient jdbc, OtherContents others, KeptReadings kept, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.kept = kept;
        this.others = others;
        this.transactions = new TransactionTemplate(transactions);
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * @param readings in the order of their keys; the same key may come again
     * @return an outcome for each, in order; all are committed
     */
    List<Outcome> correct(List<Reading> readings, Instant receivedAt) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Map<Reading.Key, Known> known =
                    lock(readings.stream().map(Reading::key).distinct().toList());
            var outcomes = new ArrayList<Outcome>();
            for (Reading reading : readings) {
                outcomes.add(correct(reading, known, receivedAt));
            }
            return outcomes;
        }));
    }

    private Map<Reading.Key, Known> lock(Collection<Reading.Key> keys) {
        var known = new HashMap<Reading.Key, Known>();
        jdbc.sql(
                        """
                        select i.source, i.id, i.series, s.kind, i.at, i.revision, i.hash, i.standing
                        from unnest(:sources, :ids) as wanted(source, id)
                        join measurement.identities i on i.source = wanted.source and i.id = wanted.id
                        left join measurement.series s on s.no = i.series
                        order by i.source, i.id
                        for update of i
                        """)
                .param("sources", keys.stream().map(Reading.Key::source).toArray(Integer[]::new))
                .param("ids", keys.stream().map(Reading.Key::id).toArray(String[]::new))
                .query(row -> {
                    known.put(new Reading.Key(row.getInt("source"), row.getString("id")), known(row));
                });
        return known;
    }

    private static Known known(ResultSet row) throws SQLException {
        int kind = row.getInt("kind");
        return new Known(
                row.getInt("series"),
                kind == 0 ? null : ReadingKind.of(kind),
                row.getTimestamp("at").toInstant(),
                row.getInt("revision"),
                row.getObject("hash", UUID.class),
                row.getString("standing"));
    }

    private Outcome correct(Reading reading, Map<Reading.Key, Known> all, Instant receivedAt) {
        Known known = all.get(reading.key());
        if (known == null) {
            throw new IllegalStateException("its identity was taken away meanwhile: " + reading.id());
        }
        if (known.isRepeatedBy(reading)) {
            return Outcome.REPEATED;
        }
        ReadingKind kindBefore = known.kind() == null ? reading.kind() : known.kind();
        if (reading.revision() >= known.revision() && known.at().isBefore(kept.since(kindBefore, receivedAt))) {
            // What it corrects was counted in a bucket that is not made again.
            return Outcome.TOO_LATE;
        }
        if (reading.revision() > known.revision()) {
            retire(reading.key(), known, "o", receivedAt);
            others.settle(reading.key());
            if (!reading.isWithdrawal()) {
                others.store(reading, receivedAt);
            }
            all.put(reading.key(), update(reading, reading.standing()));
            return Outcome.CORRECTED;
        }
        boolean contradicts = reading.revision() == known.revision();
        if (!others.add(reading, contradicts ? "x" : "o", receivedAt)) {
            return Outcome.REPEATED;
        }
        if (!contradicts) {
            return Outcome.TAKEN;
        }
        retire(reading.key(), known, "x", receivedAt);
        all.put(reading.key(), update(reading, "x"));
        return Outcome.CONFLICTING;
    }

    /** What had the highest revision until now has it no more, or not alone. */
    private void retire(Reading.Key key, Known known, String standing, Instant receivedAt) {
        if (known.standing().equals("c")) {
            others.retire(key, known.series(), known.at(), known.revision(), known.hash(), standing);
        } else if (known.standing().equals("w")) {
            others.add(withdrawal(key, known), standing, receivedAt);
        }
    }

    private static Reading withdrawal(Reading.Key key, Known known) {
        return new Reading(
                key.source(),
                key.id(),
                known.revision(),
                known.hash(),
                ReadingKind.SAMPLE,
                Reading.NO_SERIES,
                known.at(),
                null,
                null,
                null);
    }

    private Known update(Reading reading, String standing) {
        jdbc.sql(
                        """
                        update measurement.identities
                        set at = :at, series = :series, hash = :hash, revision = :revision,
                            standing = cast(:standing as measurement.identity_standing)
                        where source = :source and id = :id
                        """)
                .param("at", Timestamp.from(reading.at()))
                .param("series", reading.series())
                .param("hash", reading.hash())
                .param("revision", reading.revision())
                .param("standing", standing)
                .param("source", reading.source())
                .param("id", reading.id())
                .update();
        return new Known(
                reading.series(),
                reading.isWithdrawal() ? null : reading.kind(),
                reading.at(),
                reading.revision(),
                reading.hash(),
                standing);
    }
}
