package io.surety.objection;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.Term;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.verdict.Periods;
import io.surety.measurement.RecordedCause;
import io.surety.measurement.RecordedCauses;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what somebody objects to, and the term and period whose verdict it bears on. */
@Component
class FindDisputed {

    private final Agreements agreements;
    private final Verdicts verdicts;
    private final Clocks clocks;
    private final RecordedCauses causes;
    private final TimeSource time;

    FindDisputed(Agreements agreements, Verdicts verdicts, Clocks clocks, RecordedCauses causes, TimeSource time) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.clocks = clocks;
        this.causes = causes;
        this.time = time;
    }

    Disputed verdict(String agreement, String id) {
        StoredVerdict stored = verdicts.find(uuid(id))
                .filter(v -> v.verdict().version().agreement().equals(agreement))
                .orElseThrow(() -> Refusal.notFound("verdict " + id + " of " + agreement));
        Version version = agreements.get(stored.verdict().version());
        return new Disputed(
                version,
                term(version, stored.verdict().term()),
                stored.verdict().period().period(),
                id);
    }

    /** @throws Refusal {@code nothing-to-object-to} if the clock is not late */
    Disputed breach(String agreement, String id) {
        ClockView clock = clock(agreement, id);
        ClockView.Decision decision =
                clock.decision().filter(d -> !d.met()).orElseThrow(() -> nothing("clock " + id + " is not late"));
        return ofClock(clock, decision.at(), id);
    }

    /**
     * @param at an instant of the pause
     * @throws Refusal {@code nothing-to-object-to} if the clock did not pause then
     */
    Disputed pause(String agreement, String id, @Nullable Instant at) {
        if (at == null) {
            throw Refusal.invalid(
                    "objection-invalid", "an objection to a pause says at which instant it was", List.of());
        }
        ClockView clock = clock(agreement, id);
        boolean paused = clocks.ledger(clock.id()).stream()
                .flatMap(ledger -> ledger.entries().stream())
                .anyMatch(entry -> entry.mark().label() == TimeLabel.PAUSED
                        && !at.isBefore(entry.from())
                        && at.isBefore(entry.to()));
        if (!paused) {
            throw nothing("clock " + id + " did not pause at " + at);
        }
        Instant counts = clock.decision().map(ClockView.Decision::at).orElse(time.now());
        return ofClock(clock, counts, id + "@" + at);
    }

    /**
     * @param record {@code source/id} of an outage or a maintenance window
     * @param termId the term on which the cause bears
     * @throws Refusal {@code not-found}; {@code nothing-to-object-to} if the term does not read the record
     */
    Disputed cause(String agreement, String record, @Nullable String termId) {
        int slash = record.indexOf('/');
        if (slash < 1 || termId == null) {
            throw Refusal.invalid(
                    "objection-invalid",
                    "an objection to a cause names source/id of the record, and the term",
                    List.of());
        }
        RecordedCause cause = causes.find(record.substring(0, slash), record.substring(slash + 1))
                .orElseThrow(() -> Refusal.notFound("outage or maintenance " + record));
        Version version = agreements
                .inForce(agreement, cause.span().from())
                .orElseThrow(() -> nothing("no version of " + agreement + " was in force then"));
        Term term = term(version, termId);
        boolean reads = term.measure() instanceof AvailabilityMeasure
                && term.service().equals(cause.service())
                && version.document().spec().sources().stream()
                        .anyMatch(source -> source.id().equals(cause.source()));
        if (!reads) {
            throw nothing(termId + " is not judged by " + record);
        }
        return new Disputed(
                version,
                term,
                period(version, term, cause.span().from()),
                record,
                Optional.ofNullable(cause.party()).map(OrganisationId::new));
    }

    private ClockView clock(String agreement, String id) {
        return clocks.find(new ClockId(uuid(id)))
                .filter(clock -> clock.version().agreement().equals(agreement))
                .orElseThrow(() -> Refusal.notFound("clock " + id + " of " + agreement));
    }

    /** A clock that runs off after the version's end counts in its last period. */
    private Disputed ofClock(ClockView clock, Instant counts, String subject) {
        VersionRef ref = clock.version();
        Version version = agreements.get(ref);
        Term term = term(version, clock.term());
        Instant last = version.validity().to().minusMillis(1);
        return new Disputed(version, term, period(version, term, counts.isAfter(last) ? last : counts), subject);
    }

    private static Interval period(Version version, Term term, Instant at) {
        return new Periods(term.per(), version.document().spec().period().zone()).containing(at);
    }

    private static Term term(Version version, String id) {
        return version.document()
                .spec()
                .term(id)
                .orElseThrow(() -> Refusal.notFound("term " + id + " of " + version.ref()));
    }

    private static UUID uuid(String id) {
        return Optional.of(id)
                .filter(text -> text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"))
                .map(UUID::fromString)
                .orElseThrow(() -> Refusal.notFound("what has the id " + id));
    }

    private static Refusal nothing(String why) {
        return Refusal.invalid("nothing-to-object-to", why, List.of());
    }
}
