package io.surety.evaluation.clock;

import io.surety.agreement.Version;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Term;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes a clock of a draft: its state, its decision, its marks and its ledger. */
final class FinishClock {

    private final Version version;
    private final Term term;
    private final DurationMeasure measure;
    private final Timeline timeline;

    FinishClock(Version version, Term term, DurationMeasure measure, Timeline timeline) {
        this.version = version;
        this.term = term;
        this.measure = measure;
        this.timeline = timeline;
    }

    JudgedClock finish(Run run, Draft draft) {
        Optional<Instant> stopped = stopped(run, draft);
        Instant end = stopped.orElse(timeline.asOf());
        Optional<Due> due = Optional.ofNullable(draft.late)
                .or(() -> draft.hours.calendar().due(run.start, draft.target.within(), run.standstill.until(end)));
        Optional<String> notCounted = notCounted(run, draft);
        Optional<Decision> decision = decision(run, draft, notCounted);
        ClockState state = state(run, draft, stopped, notCounted);
        Optional<Instant> pausedSince =
                state == ClockState.PAUSED ? run.standstill.at(timeline.asOf()) : Optional.empty();
        return new JudgedClock(
                id(run, draft),
                timeline.item(),
                version.ref(),
                term.id(),
                draft.target.id(),
                term.service(),
                Matching.obligated(version, term),
                state,
                run.start,
                draft.matchedAt,
                stopped,
                pausedSince,
                due,
                decision,
                notCounted,
                timeline.contradictory(),
                bornLate(draft),
                marks(run, draft, state, due, pausedSince),
                priority(decision.map(Decision::at).orElse(end)),
                draft.lost,
                HoursOfClock.isOfAssignee(draft.target) ? run.assignee : Optional.empty(),
                ledger(run, draft, end));
    }

    private String priority(Instant at) {
        return timeline.moments().stream()
                .filter(m -> !m.at().isAfter(at))
                .reduce((earlier, later) -> later)
                .map(m -> m.after().getOrDefault("priority", ""))
                .orElse("");
    }

    private static boolean bornLate(Draft draft) {
        return draft.late != null && draft.late.breach().isBefore(draft.matchedAt);
    }

    /** Stopped, cancelled or withdrawn: whatever came first for this clock. */
    private Optional<Instant> stopped(Run run, Draft draft) {
        if (draft.cancelledAt != null) {
            return Optional.of(draft.cancelledAt);
        }
        return Optional.ofNullable(run.stop).or(() -> timeline.withdrawal().map(Moment::at));
    }

    private Optional<String> notCounted(Run run, Draft draft) {
        if (draft.cancelledAt != null) {
            return Optional.of(draft.cancelledFor);
        }
        Optional<String> withdrawn = timeline.withdrawal().map(m -> m.event().type());
        return withdrawn.isEmpty() && run.ended && draft.late == null ? Optional.of("ended") : withdrawn;
    }

    private static Optional<Decision> decision(Run run, Draft draft, Optional<String> notCounted) {
        if (notCounted.isPresent()) {
            return Optional.empty();
        }
        if (draft.late != null) {
            return Optional.of(new Decision(false, draft.late.breach()));
        }
        return Optional.ofNullable(run.stop).map(stop -> new Decision(true, stop));
    }

    private ClockState state(Run run, Draft draft, Optional<Instant> stopped, Optional<String> notCounted) {
        if (notCounted.isPresent()) {
            return ClockState.CANCELLED;
        }
        if (draft.late != null) {
            return stopped.isPresent() ? ClockState.STOPPED_LATE : ClockState.LATE;
        }
        if (stopped.isPresent()) {
            return ClockState.MET;
        }
        return run.standstill.at(timeline.asOf()).isPresent() ? ClockState.PAUSED : ClockState.RUNNING;
    }

    /**
     * While it is paused nothing can come up but what was reached when the pause began. One that stopped late has its
     * breach, one that was late from the first moment says so once, and only that.
     */
    private List<DueMark> marks(
            Run run, Draft draft, ClockState state, Optional<Due> due, Optional<Instant> pausedSince) {
        boolean open = state == ClockState.RUNNING || state == ClockState.PAUSED || state == ClockState.LATE;
        if (due.isEmpty() || !(open || state == ClockState.STOPPED_LATE)) {
            return List.of();
        }
        DueMark breach = new DueMark(ClockMark.BREACH, due.get().breach());
        Stream<DueMark> shares = open && !bornLate(draft) ? shares(run, draft, due.get()) : Stream.empty();
        return Stream.concat(shares, Stream.of(breach))
                .filter(m -> pausedSince.isEmpty() || !m.at().isAfter(pausedSince.get()))
                .sorted(Comparator.comparing(DueMark::at).thenComparing(DueMark::isBreach))
                .toList();
    }

    /** The marks that tiers name, each at the first whole millisecond at which it is reached. */
    private Stream<DueMark> shares(Run run, Draft draft, Due due) {
        List<Interval> pauses = run.standstill.until(timeline.asOf());
        return version.document().spec().escalations().stream()
                .filter(p -> p.id().equals(term.escalation()))
                .flatMap(p -> p.tiers().stream())
                .flatMap(t -> mark(t.at()).stream())
                .distinct()
                .flatMap(mark -> draft.hours.calendar().after(run.start, open(mark, due.openMillis()), pauses).stream()
                        .map(at -> new DueMark(mark, at)));
    }

    private static Optional<ClockMark> mark(EscalationPolicy.At at) {
        if (at.elapsed() != null) {
            return Optional.of(new ClockMark.Elapsed(at.elapsed()));
        }
        return at.before() instanceof Span.OpenTime open
                ? Optional.of(new ClockMark.Before(open.duration()))
                : Optional.empty();
    }

    /** Open time from the start to the mark, rounded up: what is not reached yet is not told. */
    private static long open(ClockMark mark, long targetMillis) {
        return mark.share(targetMillis)
                .orElseThrow()
                .times(Ratio.of(targetMillis, 1))
                .toDecimal(0, RoundingMode.CEILING)
                .longValueExact();
    }

    private TimeLedger ledger(Run run, Draft draft, Instant end) {
        Instant start = run.start;
        if (!end.isAfter(start)) {
            return new TimeLedger(start, start, List.of());
        }
        Interval span = new Interval(start, end);
        List<Claim> claims = new ArrayList<>(run.standstill.claims());
        Instant reached = start;
        for (Interval open : draft.hours.calendar().openWithin(span)) {
            closed(claims, draft, reached, open.from());
            reached = open.to();
        }
        closed(claims, draft, reached, end);
        parties(draft, span).forEach(c -> running(claims, draft, c));
        return TimeLedger.of(span, claims);
    }

    private static void closed(List<Claim> claims, Draft draft, Instant from, Instant to) {
        if (to.isAfter(from)) {
            claims.add(new Claim(new Interval(from, to), Mark.closed(draft.hours.name())));
        }
    }

    /** Good up to the deadline, bad beyond it. */
    private static void running(List<Claim> claims, Draft draft, Claim part) {
        Interval span = part.span();
        Due late = draft.late;
        if (late == null || !late.deadline().isBefore(span.to())) {
            claims.add(part);
            return;
        }
        Instant deadline = late.deadline().isBefore(span.from()) ? span.from() : late.deadline();
        if (deadline.isAfter(span.from())) {
            claims.add(new Claim(new Interval(span.from(), deadline), part.mark()));
        }
        Mark bad = Mark.bad("past its deadline " + late.deadline(), part.mark().party());
        claims.add(new Claim(
                new Interval(deadline, span.to()), bad.because(part.mark().cause())));
    }

    /**
     * The span cut by the party that each part of it is put down to; where the clock runs on the calendar of a person, also
     * by whom the item is assigned to.
     */
    private List<Claim> parties(Draft draft, Interval span) {
        List<Claim> claims = new ArrayList<>();
        Instant reached = span.from();
        boolean assigned = HoursOfClock.isOfAssignee(draft.target);
        for (Timeline.Stretch<Mark> named : timeline.stretches(moment -> Optional.of(responsible(moment, assigned)))) {
            Optional<Interval> part = named.span().intersect(span);
            if (part.isPresent()) {
                claims.add(new Claim(part.get(), named.value()));
                reached = part.get().to();
            }
        }
        if (span.to().isAfter(reached)) {
            claims.add(new Claim(new Interval(reached, span.to()), Mark.good(Matching.obligated(version, term))));
        }
        return claims;
    }

    private Mark responsible(Moment moment, boolean assigned) {
        Mark good = Mark.good(party(moment));
        String person = moment.after().get(HoursOfClock.ASSIGNEE);
        return assigned && person != null ? good.because("assigned to " + person) : good;
    }

    private String party(Moment moment) {
        return measure.attribute().stream()
                .filter(a -> Attributes.hold(a.during(), moment.after()))
                .map(a -> Matching.party(version, a.party()))
                .findFirst()
                .orElseGet(() -> Matching.obligated(version, term));
    }

    /** The same inputs give the same id, on every node and again tomorrow. */
    private ClockId id(Run run, Draft draft) {
        String name = String.join(
                "\u0000",
                timeline.item().source(),
                timeline.item().key(),
                version.ref().toString(),
                term.id(),
                draft.target.id(),
                Integer.toString(run.number),
                Integer.toString(draft.occurrence));
        return new ClockId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }
}
