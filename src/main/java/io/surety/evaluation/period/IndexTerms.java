package io.surety.evaluation.period;

import io.surety.agreement.ActivationBegun;
import io.surety.agreement.Agreements;
import io.surety.agreement.ValidityShortened;
import io.surety.agreement.Version;
import io.surety.agreement.VersionStateChanged;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.measurement.ValueLimit;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps {@link JudgedTerms} as the versions are; before anything else looks for terms of a version that changed. */
@Component
class IndexTerms {

    private static final Interval ALL =
            new Interval(Instant.parse("1900-01-01T00:00:00Z"), Instant.parse("2400-01-01T00:00:00Z"));

    private static final String WRITE =
            """
            insert into evaluation.judged_terms (
                agreement, version, term, kind, source, service, parts, indicator, sources, per, zone, valid_from,
                valid_to, has_verdicts, far_reaching, goal, no_data, completeness, minimum_events, at_most,
                at_least, inverted, watermarked, step_millis, document_hash, settles)
            values (
                :agreement, :version, :term, :kind, :source, :service, :parts, :indicator, :sources, :per, :zone,
                :from, :to, :hasVerdicts, :farReaching, :goal, :noData, :completeness, :minimumEvents,
                :atMost, :atLeast, :inverted, :watermarked, :step, :hash, :settles)
            on conflict (agreement, version, term) do update set
                valid_to = excluded.valid_to, goal = excluded.goal
            """;

    private final JdbcClient jdbc;
    private final Agreements agreements;
    private final List<JudgeMeasure> judges;

    IndexTerms(JdbcClient jdbc, Agreements agreements, List<JudgeMeasure> judges) {
        this.jdbc = jdbc;
        this.agreements = agreements;
        this.judges = List.copyOf(judges);
    }

    /** A new limit waits for what is being folded, which marks the periods of versions that this one replaces. */
    @EventListener
    void on(ActivationBegun begun) {
        Version version = agreements.get(begun.version());
        forEachTerm(version, (term, judge) -> judge.follow(version, term));
    }

    @EventListener
    @Order(-1)
    void on(VersionStateChanged changed) {
        if (changed.to().wasActivated()) {
            index(agreements.get(changed.version()));
        }
    }

    @EventListener
    @Order(-1)
    void on(ValidityShortened shortened) {
        index(agreements.get(shortened.version()));
    }

    /** What was activated before there was this index. */
    @EventListener(ApplicationReadyEvent.class)
    @Order(0)
    @Transactional
    public void fill() {
        boolean filled = jdbc.sql("select exists (select 1 from evaluation.judged_terms)")
                .query(Boolean.class)
                .single();
        if (!filled) {
            agreements.inForceDuring(ALL).forEach(this::index);
        }
    }

    void index(Version version) {
        forEachTerm(version, (term, judge) -> write(version, term, judge));
    }

    private void forEachTerm(Version version, BiConsumer<Term, JudgeMeasure> work) {
        for (Term term : version.document().spec().terms()) {
            judges.stream()
                    .filter(judge -> judge.judges(term.measure()))
                    .findFirst()
                    .ifPresent(judge -> work.accept(term, judge));
        }
    }

    private void write(Version version, Term term, JudgeMeasure judge) {
        Spec spec = version.document().spec();
        Optional<BulkPlan> plan = term.hasVerdicts() ? judge.bulk(version, term) : Optional.empty();
        judge.follow(version, term);
        Interval moment = new Interval(
                version.validity().from(), version.validity().from().plusMillis(1));
        withPlan(jdbc.sql(WRITE), plan)
                .param("agreement", version.ref().agreement())
                .param("version", version.ref().number())
                .param("term", term.id())
                .param("kind", kind(term.measure()))
                .param("source", term.measure().source())
                .param("service", term.service())
                .param("parts", parts(spec, term))
                .param(
                        "indicator",
                        judge.series(version, term).map(s -> s.indicator()).orElse(null))
                .param("sources", spec.sources().stream().map(SourceClause::id).toArray(String[]::new))
                .param("per", term.per().name())
                .param("zone", spec.period().zone().getId())
                .param("from", SqlInstants.timestamptz(version.validity().from()))
                .param("to", SqlInstants.timestamptz(version.validity().to()))
                .param("hasVerdicts", term.hasVerdicts())
                .param("farReaching", !judge.affected(version, term, moment).equals(moment))
                .param("hash", version.hash().hex())
                .param("settles", settles(spec))
                .update();
    }

    /** A term that is not judged from totals alone has none. */
    private static JdbcClient.StatementSpec withPlan(JdbcClient.StatementSpec write, Optional<BulkPlan> plan) {
        return write.param("goal", plan.map(p -> p.goal().toString()).orElse(null))
                .param("noData", plan.map(p -> p.noData().name()).orElse(null))
                .param(
                        "completeness",
                        plan.map(p -> p.completeness().toString()).orElse(null))
                .param("minimumEvents", plan.map(BulkPlan::minimumEvents).orElse(null))
                .param("atMost", bound(plan, ValueLimit.Side.AT_MOST))
                .param("atLeast", bound(plan, ValueLimit.Side.AT_LEAST))
                .param("inverted", plan.map(BulkPlan::inverted).orElse(null))
                .param("watermarked", plan.map(p -> p.step().isEmpty()).orElse(null))
                .param(
                        "step",
                        plan.flatMap(BulkPlan::step).map(s -> s.toMillis()).orElse(null));
    }

    private static @Nullable BigDecimal bound(Optional<BulkPlan> plan, ValueLimit.Side side) {
        return plan.flatMap(BulkPlan::limit)
                .filter(limit -> limit.side() == side)
                .map(ValueLimit::value)
                .orElse(null);
    }

    private static String[] parts(Spec spec, Term term) {
        return spec.withParts(term.service()).stream()
                .filter(service -> !service.equals(term.service()))
                .toArray(String[]::new);
    }

    private static String kind(Measure measure) {
        if (measure instanceof Measure.DurationMeasure) {
            return "duration";
        }
        if (measure instanceof Measure.AvailabilityMeasure) {
            return "availability";
        }
        if (measure instanceof Measure.VolumeMeasure) {
            return "volume";
        }
        return measure instanceof Measure.RatioMeasure ? "ratio" : "threshold";
    }

    /** The zone, the calendar and the length by which a verdict becomes final. */
    private static String settles(Spec spec) {
        List<CalendarClause> clauses = spec.calendars().stream()
                .filter(c -> c.id().equals(spec.period().calendar()))
                .toList();
        String bases = spec.calendars().stream()
                .filter(c -> clauses.stream().anyMatch(clause -> c.id().equals(clause.complementOf())))
                .map(CalendarClause::toString)
                .collect(Collectors.joining());
        String text = spec.period().zone() + " " + spec.reporting().finalAfter().text() + " " + clauses + bases;
        return ContentHash.of(text).hex();
    }
}
