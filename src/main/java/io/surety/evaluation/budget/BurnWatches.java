package io.surety.evaluation.budget;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.SourceClause.Completeness;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.DecisionsChanged;
import io.surety.measurement.SeriesRef;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** The watched terms, and the marks that their numbers changed. */
@Repository
class BurnWatches {

    private static final String MARK =
            """
            insert into evaluation.burn_marks (agreement, term, from_at, to_at, due_at, marked_at)
            select agreement, term, :from, :to, greatest(:now, :due), :now from evaluation.burn_watches
            """;

    private static final String COUNTING = "where source = :source and service = :service and indicator = :indicator";

    private final JdbcClient jdbc;

    BurnWatches(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param lookedUntil the last whole minute up to which it was looked at
     * @param numbersUntil up to when numbers have come by the last look
     */
    record Watch(String agreement, String term, Optional<Instant> lookedUntil, Optional<Instant> numbersUntil) {}

    /**
     * @param from the earliest instant of which something else is known now
     * @param to the latest one
     * @param at when that was noted
     */
    record Mark(Instant from, Instant to, Instant at) {}

    /** From now on the term is watched, as the version says; in its first look at once. */
    void watch(Version version, Term term, Optional<SeriesRef> series, Instant now) {
        Spec spec = version.document().spec();
        jdbc.sql(
                        """
                insert into evaluation.burn_watches
                    (agreement, term, kind, source, service, indicator, sources, watermarked, look_at)
                values (:agreement, :term, :kind, :source, :service, :indicator, :sources, :watermarked, :now)
                on conflict (agreement, term) do update set
                    kind = excluded.kind, source = excluded.source, service = excluded.service,
                    indicator = excluded.indicator, sources = excluded.sources, watermarked = excluded.watermarked,
                    look_at = excluded.look_at""")
                .param("agreement", version.ref().agreement())
                .param("term", term.id())
                .param("kind", term.measure() instanceof DurationMeasure ? "clocks" : "numbers")
                .param("source", term.measure().source())
                .param("service", term.service())
                .param("indicator", series.map(SeriesRef::indicator).orElse(null))
                .param("sources", spec.sources().stream().map(SourceClause::id).toArray(String[]::new))
                .param(
                        "watermarked",
                        spec.sources().stream()
                                .anyMatch(source ->
                                        source.id().equals(term.measure().source())
                                                && source.complete() == Completeness.WATERMARK))
                .param("now", timestamptz(now))
                .update();
    }

    void markCounting(SeriesRef series, Interval changed, Instant now) {
        mark(COUNTING, changed, now)
                .param("source", series.source())
                .param("service", series.service())
                .param("indicator", series.indicator())
                .update();
    }

    /** Records of a service: outages, maintenance, and what has no line of numbers. */
    void markAbout(String source, String service, Interval changed, Instant now) {
        mark("where service = :service and :source = any(sources) and kind = 'numbers'", changed, now)
                .param("source", source)
                .param("service", service)
                .update();
    }

    void markKnownUntil(String source, Instant to, Instant now) {
        mark("where source = :source and watermarked and kind = 'numbers'", around(to), now)
                .param("source", source)
                .update();
    }

    /** Of terms that count no line of numbers. */
    void markAllKnownUntil(String source, Instant to, Instant now) {
        mark("where source = :source and indicator is null and watermarked and kind = 'numbers'", around(to), now)
                .param("source", source)
                .update();
    }

    void markKnownUntil(SeriesRef line, Instant to, Instant now) {
        mark(COUNTING + " and watermarked", around(to), now)
                .param("source", line.source())
                .param("service", line.service())
                .param("indicator", line.indicator())
                .update();
    }

    /** However many terms decisions came to, in one statement. */
    void markDecided(List<DecisionsChanged> changes, Instant now) {
        List<DecisionsChanged> some =
                changes.stream().filter(change -> !change.instants().isEmpty()).toList();
        if (some.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                insert into evaluation.burn_marks (agreement, term, from_at, to_at, due_at, marked_at)
                select w.agreement, w.term, c.from_at, c.from_at,
                       greatest(:now, date_trunc('minute', c.from_at, 'UTC') + interval '1 minute'), :now
                from evaluation.burn_watches w
                join unnest(:agreements, :terms, :froms::timestamptz[]) as c(agreement, term, from_at)
                    on c.agreement = w.agreement and c.term = w.term""")
                .param("now", timestamptz(now))
                .param(
                        "agreements",
                        some.stream()
                                .map(change -> change.version().agreement())
                                .toArray(String[]::new))
                .param("terms", some.stream().map(DecisionsChanged::term).toArray(String[]::new))
                .param(
                        "froms",
                        some.stream()
                                .map(change ->
                                        Collections.min(change.instants()).toString())
                                .toArray(String[]::new))
                .update();
    }

    void markAgreement(String agreement, Instant now) {
        mark("where agreement = :agreement", around(now.minus(Duration.ofMinutes(1))), now)
                .param("agreement", agreement)
                .update();
    }

    /** A window ends after a minute that is whole, so there is nothing to look at before. */
    private StatementSpec mark(String which, Interval changed, Instant now) {
        return jdbc.sql(MARK + which)
                .param("from", timestamptz(changed.from()))
                .param("to", timestamptz(changed.to().isAfter(now) ? now : changed.to()))
                .param("due", timestamptz(Windows.wholeMinute(changed.from()).plus(Duration.ofMinutes(1))))
                .param("now", timestamptz(now));
    }

    private static Interval around(Instant instant) {
        return new Interval(instant, instant.plusMillis(1));
    }

    /** A watched term. */
    record Watched(String agreement, String term) {}

    /**
     * Some of those that are due, oldest first. Each way to be due has its own index; several are looked for at once,
     * because marks come and go by the thousand, and the planner learns late how many there are.
     */
    List<Watched> due(Instant now, int limit) {
        return jdbc.sql(
                        """
                select agreement, term from (
                    (select agreement, term, look_at as at from evaluation.burn_watches
                     where look_at <= :now order by look_at limit :limit)
                    union all
                    (select w.agreement, w.term, m.due_at from evaluation.burn_marks m
                     join evaluation.burn_watches w on w.agreement = m.agreement and w.term = m.term
                     where m.due_at <= :now order by m.due_at limit :limit)) due
                group by agreement, term order by min(at), agreement, term""")
                .param("now", timestamptz(now))
                .param("limit", limit)
                .query((row, n) -> new Watched(row.getString("agreement"), row.getString("term")))
                .list();
    }

    /** Locks one if it is still due and no other node looks at it. */
    Optional<Watch> take(Watched due, Instant now) {
        return jdbc.sql(
                        """
                select w.agreement, w.term, w.looked_until, w.numbers_until from evaluation.burn_watches w
                where w.agreement = :agreement and w.term = :term
                    and (w.look_at <= :now
                        or exists (select 1 from evaluation.burn_marks m
                                   where m.agreement = w.agreement and m.term = w.term and m.due_at <= :now))
                for update of w skip locked""")
                .param("agreement", due.agreement())
                .param("term", due.term())
                .param("now", timestamptz(now))
                .query((row, n) -> new Watch(
                        row.getString("agreement"),
                        row.getString("term"),
                        instantIfAny(row, "looked_until"),
                        instantIfAny(row, "numbers_until")))
                .optional();
    }

    /** Takes the marks of a watch away that are due. */
    List<Mark> takeMarks(Watch watch, Instant now) {
        return jdbc.sql(
                        """
                delete from evaluation.burn_marks
                where agreement = :agreement and term = :term and due_at <= :now
                returning from_at, to_at, marked_at""")
                .param("agreement", watch.agreement())
                .param("term", watch.term())
                .param("now", timestamptz(now))
                .query((row, n) -> new Mark(instant(row, "from_at"), instant(row, "to_at"), instant(row, "marked_at")))
                .list();
    }

    /**
     * @param looked the watch with what was looked at
     * @param next when time alone may change what it says; empty if it cannot
     */
    void looked(Watch looked, Optional<Instant> next) {
        jdbc.sql(
                        """
                update evaluation.burn_watches
                set looked_until = :until, numbers_until = :numbers, look_at = :next
                where agreement = :agreement and term = :term""")
                .param("agreement", looked.agreement())
                .param("term", looked.term())
                .param(
                        "until",
                        looked.lookedUntil().map(SqlInstants::timestamptz).orElse(null))
                .param(
                        "numbers",
                        looked.numbersUntil().map(SqlInstants::timestamptz).orElse(null))
                .param("next", next.map(SqlInstants::timestamptz).orElse(null))
                .update();
    }

    void forget(Watch watch) {
        jdbc.sql("delete from evaluation.burn_watches where agreement = :agreement and term = :term")
                .param("agreement", watch.agreement())
                .param("term", watch.term())
                .update();
    }

    /** Puts off what could not be looked at, so that it does not stand in the way of the others. */
    void putOff(Watch watch, Instant until) {
        jdbc.sql("update evaluation.burn_watches set look_at = :until where agreement = :agreement and term = :term")
                .param("agreement", watch.agreement())
                .param("term", watch.term())
                .param("until", timestamptz(until))
                .update();
        jdbc.sql("update evaluation.burn_marks set due_at = :until where agreement = :agreement and term = :term")
                .param("agreement", watch.agreement())
                .param("term", watch.term())
                .param("until", timestamptz(until))
                .update();
    }
}
