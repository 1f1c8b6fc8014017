package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Term;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Retention;
import io.surety.shared.ContentHash;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private final Ledgers ledgers;
    private final Publications publications;
    private final Violations violations;
    private final ProposeCredits credits;
    private final Versions versions;
    private final Retention retention;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    JudgePeriod(
            Agreements agreements,
            ServiceCalendars calendars,
            List<JudgeMeasure> judges,
            VerdictRows verdicts,
            Ledgers ledgers,
            Publications publications,
            Violations violations,
            ProposeCredits credits,
            Versions versions,
            Retention retention,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.calendars = calendars;
        this.judges = List.copyOf(judges);
        this.verdicts = verdicts;
        this.ledgers = ledgers;
        this.publications = publications;
        this.violations = violations;
        this.credits = credits;
        this.versions = versions;
        this.retention = retention;
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
                .filter(Term::hasVerdicts)
                .map(term -> PeriodOfTerm.at(version, term, at))
                .ifPresent(this::judge);
    }

    /**
     * The same of the calendar period that begins at an instant. Where the version does not hold in it any more, because a
     * successor for the past has cut it, what was said of it is taken back.
     */
    @Transactional
    public void judgeAgain(VersionRef ref, String termId, Instant periodFrom) {
        Version version = agreements.get(ref);
        List<StoredVerdict> lost =
                periodFrom.isBefore(version.validity().to()) ? List.of() : verdicts.of(ref, termId, periodFrom);
        if (lost.isEmpty()) {
            judge(ref, termId, periodFrom);
        } else {
            keep(lost.stream().map(this::takenBack).filter(Judged::changed).toList());
        }
    }

    private Judged takenBack(StoredVerdict before) {
        Basis basis = new Basis(before.watermark(), before.documentHash(), before.finalDueAt(), true, time.now());
        return compare(before.verdict().notInForce(), Optional.of(Said.of(before)), basis);
    }

    /** What can still be fulfilled is not published while it runs, but for a violation that is none any more. */
    void judge(PeriodOfTerm one) {
        Instant now = time.now();
        JudgeMeasure.Judgement judgement = look(one, now);
        boolean ended = one.endedBy(now);
        Map<Optional<String>, Said> before =
                verdicts.said(one.ref(), one.term().id(), one.period().period().from());
        if (!ended && !judgement.lost() && before.values().stream().noneMatch(Said::isViolated)) {
            return;
        }
        Instant finalDue = finalDue(one.version(), one.period().part().to());
        List<Judged> judged = judgement.verdicts().stream()
                .map(verdict -> compare(
                        verdict,
                        Optional.ofNullable(before.get(verdict.target())),
                        new Basis(judgement.watermark(), one.version().hash(), finalDue, ended, now)))
                .toList();
        keepNews(judged);
    }

    /** What the term's part-period comes to now, without keeping anything. */
    JudgeMeasure.Judgement look(PeriodOfTerm one, Instant now) {
        return judgeOf(one.term()).judge(one.version(), one.term(), one.period(), now);
    }

    private JudgeMeasure judgeOf(Term term) {
        return judges.stream()
                .filter(judge -> judge.judges(term.measure()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("lint refuses measures that nothing judges"));
    }

    /**
     * Keeps those that say anything new. Of the others, which are final, it is remembered that their source has spoken to
     * their end, so that they do not wait for it any more.
     */
    void keepNews(List<Judged> judged) {
        Map<Boolean, List<Judged>> byNews = judged.stream().collect(Collectors.partitioningBy(this::isNews));
        keep(byNews.getOrDefault(true, List.of()));
        List<Judged> known = byNews.getOrDefault(false, List.of()).stream()
                .filter(Judged::isNowKnownToItsEnd)
                .toList();
        if (!known.isEmpty()) {
            publications.lock();
            verdicts.setWatermarks(known);
        }
    }

    /** Whether it says anything new; what is final stays so once readings that it was made of may have been taken away. */
    private boolean isNews(Judged judged) {
        return judged.changed()
                && !(judged.isRestatement() && isOutOfReach(judged.after().verdict()));
    }

    private boolean isOutOfReach(Verdict verdict) {
        Instant from = verdict.period().part().from();
        return agreements.get(verdict.version()).document().spec().term(verdict.term()).stream()
                .flatMap(term -> judgeOf(term).readings(term).stream())
                .anyMatch(kind -> from.isBefore(retention.keptSince(kind)));
    }

    /** By what a verdict was made. */
    record Basis(Optional<Instant> watermark, ContentHash document, Instant finalDue, boolean ended, Instant now) {}

    /** What was judged against what was said before; what was final is restated. */
    Judged compare(Verdict verdict, Optional<Said> before, Basis basis) {
        StoredVerdict after = new StoredVerdict(
                before.map(Said::id).orElseGet(UUID::randomUUID),
                verdict,
                before.filter(Said::isSettled)
                        .map(Said::state)
                        .orElse(basis.ended() ? PeriodState.PROVISIONAL : PeriodState.RUNNING),
                basis.watermark(),
                basis.document(),
                versions.tzdata(),
                versions.code(),
                basis.now(),
                basis.finalDue(),
                0);
        Judged judged = new Judged(before, after);
        boolean settled = before.map(Said::isSettled).orElse(false);
        return settled && judged.changed() ? judged.in(PeriodState.RESTATED) : judged;
    }

    /**
     * Publishes each under a serial of its own, raises, counts or withdraws the violations, and has the credits worked out
     * where one may be owed; a restatement may also decide whether that of an earlier period was earned back.
     */
    void keep(List<Judged> changed) {
        publish(changed);
        changed.stream()
                .filter(judged ->
                        judged.isRestatement() || (judged.touchesViolation() && credits.mayConcern(judged.after())))
                .map(judged -> judged.after().verdict().version().agreement())
                .distinct()
                .forEach(credits::propose);
    }

    /** The same without the credits. */
    void publish(List<Judged> changed) {
        if (changed.isEmpty()) {
            return;
        }
        List<Publications.Turn> turns = publications.next(
                changed.stream()
                        .map(judged -> judged.after().verdict().version().agreement())
                        .toList(),
                time);
        List<Judged> said = IntStream.range(0, changed.size())
                .mapToObj(i -> changed.get(i).withSerial(turns.get(i).serial()))
                .toList();
        ledgers.keep(said);
        verdicts.write(said);
        publications.append(said, turns);
        violations.follow(said, turns);
        said.forEach(one -> events.publishEvent(new VerdictPublished(one.before(), one.after())));
    }

    /** When a verdict on a part-period becomes final: its end + {@code finalAfter}, by dates or on the calendar. */
    Instant finalDue(Version version, Instant end) {
        AgreementDocument document = version.document();
        PeriodClause period = document.spec().period();
        Span after = document.spec().reporting().finalAfter();
        if (after instanceof Span.Dates dates) {
            return end.atZone(period.zone()).plus(dates.period()).toInstant();
        }
        return calendars
                .of(document, period.calendar())
                .due(end, after, List.of())
                .map(Due::deadline)
                .orElse(end);
    }
}
