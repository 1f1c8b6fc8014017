package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Periods whose inputs changed since they were judged. */
@Repository
class StalePeriods {

    private final JdbcClient jdbc;

    StalePeriods(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Stale(VersionRef version, String term, Instant periodFrom) {}

    void add(PeriodOfTerm period, Instant now) {
        jdbc.sql(
                        """
                        insert into evaluation.stale_periods (agreement, version, term, period_from, since)
                        values (:agreement, :version, :term, :from, :now)
                        on conflict do nothing
                        """)
                .param("agreement", period.ref().agreement())
                .param("version", period.ref().number())
                .param("term", period.term().id())
                .param("from", Columns.at(period.period().period().from()))
                .param("now", Columns.at(now))
                .update();
    }

    /** Takes the one that waits longest out of the queue, in the caller's transaction; another node takes another one. */
    Optional<Stale> take(Instant now) {
        return jdbc.sql(
                        """
                        delete from evaluation.stale_periods where (agreement, version, term, period_from) in (
                            select agreement, version, term, period_from from evaluation.stale_periods
                            where since <= :now
                            order by since, agreement, version, term, period_from
                            limit 1 for update skip locked)
                        returning agreement, version, term, period_from
                        """)
                .param("now", Columns.at(now))
                .query((row, n) -> new Stale(
                        new VersionRef(row.getString("agreement"), row.getInt("version")),
                        row.getString("term"),
                        Columns.instant(row, "period_from")))
                .optional();
    }

    /** Puts off what could not be judged, so that it does not stand in the way of the others. */
    void putOff(Stale one, Instant until) {
        jdbc.sql(
                        """
                        update evaluation.stale_periods set since = :until
                        where agreement = :agreement and version = :version and term = :term and period_from = :from
                        """)
                .param("until", Columns.at(until))
                .param("agreement", one.version().agreement())
                .param("version", one.version().number())
                .param("term", one.term())
                .param("from", Columns.at(one.periodFrom()))
                .update();
    }
}
