package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.measurement.SeriesRef;
import io.surety.shared.SqlInstants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
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
        add(period.ref(), period.term().id(), period.period(), now);
    }

    void add(VersionRef version, String term, PartPeriod period, Instant now) {
        jdbc.sql(
                        """
                        insert into evaluation.stale_periods (agreement, version, term, period_from, since)
                        values (:agreement, :version, :term, :from, :now)
                        on conflict do nothing
                        """)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("term", term)
                .param("from", SqlInstants.timestamptz(period.period().from()))
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }

    /**
     * Periods that ended later than the source was known when they were judged. Of those that are final only where that
     * left something unknown; of a {@code duration} it does not, because each clock is known or not by its own events.
     */
    void addWaitingFor(String source, Instant now) {
        addWaiting("t.source = :source", now).param("source", source).update();
    }

    /** The same of terms that count no line of numbers, and so need all of the source. */
    void addWaitingForAll(String source, Instant now) {
        addWaiting("t.source = :source and t.indicator is null", now)
                .param("source", source)
                .update();
    }

    /** The same of terms that count one line of numbers. */
    void addWaitingFor(SeriesRef line, Instant now) {
        addWaiting("t.source = :source and t.service = :service and t.indicator = :indicator", now)
                .param("source", line.source())
                .param("service", line.service())
                .param("indicator", line.indicator())
                .update();
    }

    private JdbcClient.StatementSpec addWaiting(String terms, Instant now) {
        return jdbc.sql(
                        """
                        insert into evaluation.stale_periods (agreement, version, term, period_from, since)
                        select distinct v.agreement, v.version, v.term, v.period_from, :now::timestamptz
                        from evaluation.verdicts v
                        join evaluation.judged_terms t
                            on t.agreement = v.agreement and t.version = v.version and t.term = v.term
                        where v.state <> 'RUNNING'
                            and (v.watermark is null or v.watermark < v.part_to)
                            and (v.state = 'PROVISIONAL'
                                or t.kind <> 'duration' and v.completeness is distinct from '1/1'
                                    and v.reason is distinct from 'NOT_IN_FORCE')
                            and\s"""
                                + terms
                                + " order by v.agreement, v.version, v.term, v.period_from on conflict do nothing")
                .param("now", SqlInstants.timestamptz(now));
    }

    /**
     * Periods of the next verdicts, in the order of their ids.
     *
     * @return the last of those ids; empty if there are no more
     */
    Optional<UUID> addNext(UUID after, int limit, Instant now) {
        return jdbc.sql(
                        """
                        with next as materialized (
                            select id, agreement, version, term, period_from, reason from evaluation.verdicts
                            where id > :after
                            order by id
                            limit :limit),
                        added as (
                            insert into evaluation.stale_periods (agreement, version, term, period_from, since)
                            select distinct agreement, version, term, period_from, :now::timestamptz
                            from next where reason is distinct from 'NOT_IN_FORCE'
                            order by agreement, version, term, period_from
                            on conflict do nothing)
                        select id from next order by id desc limit 1
                        """)
                .param("after", after)
                .param("limit", limit)
                .param("now", SqlInstants.timestamptz(now))
                .query(UUID.class)
                .optional();
    }

    /** Periods of a version about which something was said that its validity no longer reaches to. */
    void addReachingBeyond(VersionRef version, Instant end, Instant now) {
        jdbc.sql(
                        """
                        insert into evaluation.stale_periods (agreement, version, term, period_from, since)
                        select distinct agreement, version, term, period_from, :now::timestamptz
                        from evaluation.verdicts
                        where agreement = :agreement and version = :version and part_to > :end
                        order by agreement, version, term, period_from
                        on conflict do nothing
                        """)
                .param("agreement", version.agreement())
                .param("version", version.number())
                .param("end", SqlInstants.timestamptz(end))
                .param("now", SqlInstants.timestamptz(now))
                .update();
    }

    /** All at once, in one order, so that no two transactions wait for each other. */
    void add(List<PeriodOfTerm> periods, Instant now) {
        if (periods.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into evaluation.stale_periods (agreement, version, term, period_from, since)
                        select agreement, version, term, period_from, :now
                        from unnest(:agreements, :versions, :terms, :froms::timestamptz[])
                            as p(agreement, version, term, period_from)
                        order by agreement, version, term, period_from
                        on conflict do nothing
                        """)
                .param("now", SqlInstants.timestamptz(now))
                .param(
                        "agreements",
                        periods.stream().map(p -> p.ref().agreement()).toArray(String[]::new))
                .param("versions", periods.stream().map(p -> p.ref().number()).toArray(Integer[]::new))
                .param("terms", periods.stream().map(p -> p.term().id()).toArray(String[]::new))
                .param(
                        "froms",
                        periods.stream()
                                .map(p -> p.period().period().from().toString())
                                .toArray(String[]::new))
                .update();
    }

    /** Takes those that wait longest out of the queue, in the caller's transaction; another node takes others. */
    List<Stale> take(Instant now, int limit) {
        return jdbc.sql(
                        """
                        delete from evaluation.stale_periods where (agreement, version, term, period_from) in (
                            select agreement, version, term, period_from from evaluation.stale_periods
                            where since <= :now
                            order by since, agreement, version, term, period_from
                            limit :limit for update skip locked)
                        returning agreement, version, term, period_from
                        """)
                .param("now", SqlInstants.timestamptz(now))
                .param("limit", limit)
                .query((row, n) -> new Stale(
                        new VersionRef(row.getString("agreement"), row.getInt("version")),
                        row.getString("term"),
                        SqlInstants.instant(row, "period_from")))
                .list();
    }

    /** Puts off what could not be judged, so that it does not stand in the way of the others. */
    void putOff(Stale one, Instant until) {
        jdbc.sql(
                        """
                        update evaluation.stale_periods set since = :until
                        where agreement = :agreement and version = :version and term = :term and period_from = :from
                        """)
                .param("until", SqlInstants.timestamptz(until))
                .param("agreement", one.version().agreement())
                .param("version", one.version().number())
                .param("term", one.term())
                .param("from", SqlInstants.timestamptz(one.periodFrom()))
                .update();
    }
}
