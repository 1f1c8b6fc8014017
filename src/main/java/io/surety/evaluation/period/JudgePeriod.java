package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.PeriodClause;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges a term's part-period from all that is known, keeps what changed and lets the consequences follow. Judging again
 * for the same inputs changes nothing; what was final is restated, never edited.
 */
@Service
class JudgePeriod {

    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final List<JudgeMeasure> judges;
    private final VerdictRows verdicts;
    private final Publications publications;
    private final Violations violations;
    private final ProposeCredits credits;
    private final Versions versions;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    JudgePeriod(
            Agreements agreements,
            ServiceCalendars calendars,
            List<JudgeMeasure> judges,
            VerdictRows verdicts,
            Publications publications,
            Violations violations,
            ProposeCredits credits,
            Versions versions,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.calendars = calendars;
        this.judges = List.copyOf(judges);
        this.verdicts = verdicts;
        this.publications = publications;
        this.violations = violations;
        this.credits = credits;
        this.versions = versions;
        this.time = time;
        this.events = events;
    }

    /** Judges the part-period that an instant belongs to; does nothing for a version that never was in force. */
    @Transactional
    public void judge(VersionRef ref, String termId, Instant at) {
        Version version = agreements.get(ref);
        if (!version.state().wasActivated()) {
            return;
        }
        version.document()
                .spec()
                .term(termId)
                .map(term -> PeriodOfTerm.at(version, term, at))
                .ifPresent(this::judge);
    }

    void judge(PeriodOfTerm one) {
        Instant now = time.now();
        JudgeMeasure.Judgement judgement = look(one, now);
        boolean ended = one.endedBy(now);
        if (!ended && !judgement.lost()) {
            return;
        }
        List<StoredVerdict> before =
                verdicts.of(one.ref(), one.term().id(), one.period().period().from());
        List<Judged> changed = judgement.verdicts().stream()
                .map(verdict -> compare(one, verdict, judgement, before, now))
                .filter(Judged::changed)
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        for (Judged judged : changed) {
            keep(judged);
        }
        credits.propose(one.ref().agreement());
    }

    /** What the term's part-period comes to now, without keeping anything. */
    JudgeMeasure.Judgement look(PeriodOfTerm one, Instant now) {
        return judges.stream()
                .filter(judge -> judge.judges(one.term().measure()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lint refuses measures that nothing judges"))
                .judge(one.version(), one.term(), one.period(), now);
    }

    private Judged compare(
            PeriodOfTerm one, Verdict verdict, JudgeMeasure.Judgement judgement, List<StoredVerdict> all, Instant now) {
        Optional<StoredVerdict> before = all.stream()
                .filter(old -> old.verdict().target().equals(verdict.target()))
                .findFirst();
        StoredVerdict after = new StoredVerdict(
                before.map(StoredVerdict::id).orElseGet(UUID::randomUUID),
                verdict,
                PeriodState.PROVISIONAL,
                judgement.watermark(),
                one.version().hash(),
                versions.tzdata(),
                versions.code(),
                now,
                finalDue(one),
                0);
        Judged judged = new Judged(before, in(after, state(one, before, now)));
        boolean settled = before.map(JudgePeriod::isSettled).orElse(false);
        return settled && judged.changed() ? new Judged(before, in(after, PeriodState.RESTATED)) : judged;
    }

    private static PeriodState state(PeriodOfTerm one, Optional<StoredVerdict> before, Instant now) {
        if (before.isPresent() && isSettled(before.get())) {
            return before.get().state();
        }
        return one.endedBy(now) ? PeriodState.PROVISIONAL : PeriodState.RUNNING;
    }

    static boolean isSettled(StoredVerdict stored) {
        return stored.state() == PeriodState.FINAL || stored.state() == PeriodState.RESTATED;
    }

    /** Publishes under the next serial, and raises, counts or withdraws the violation. */
    void keep(Judged judged) {
        Publications.Turn turn =
                publications.next(judged.after().verdict().version().agreement(), time.now());
        StoredVerdict stored = with(judged.after(), turn.serial());
        verdicts.write(stored);
        publications.append(stored, turn.at());
        Verdict verdict = stored.verdict();
        if (verdict.value() == VerdictValue.VIOLATED) {
            violations.raise(verdict, turn.at());
        } else {
            violations.withdraw(verdict, turn.at());
        }
        events.publishEvent(new VerdictPublished(judged.before(), stored));
    }

    /** End of the part-period + {@code finalAfter}, by dates or on the agreement's calendar. */
    private Instant finalDue(PeriodOfTerm one) {
        AgreementDocument document = one.version().document();
        PeriodClause period = document.spec().period();
        Span after = document.spec().reporting().finalAfter();
        Instant end = one.period().part().to();
        if (after instanceof Span.Dates dates) {
            return end.atZone(period.zone()).plus(dates.period()).toInstant();
        }
        return calendars
                .of(document, period.calendar())
                .due(end, after, List.of())
                .map(Due::deadline)
                .orElse(end);
    }

    private static StoredVerdict in(StoredVerdict v, PeriodState state) {
        return new StoredVerdict(
                v.id(),
                v.verdict(),
                state,
                v.watermark(),
                v.documentHash(),
                v.tzdata(),
                v.codeVersion(),
                v.judgedAt(),
                v.finalDueAt(),
                v.serial());
    }

    private static StoredVerdict with(StoredVerdict v, long serial) {
        return new StoredVerdict(
                v.id(),
                v.verdict(),
                v.state(),
                v.watermark(),
                v.documentHash(),
                v.tzdata(),
                v.codeVersion(),
                v.judgedAt(),
                v.finalDueAt(),
                serial);
    }

    /** The same verdict, final from now on. */
    static StoredVerdict settled(StoredVerdict provisional) {
        return in(provisional, PeriodState.FINAL);
    }
}
