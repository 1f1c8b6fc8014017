package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.evaluation.period.JudgeInBulk.Figures;
import io.surety.evaluation.period.JudgeInBulk.Work;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Measurements;
import io.surety.measurement.SeriesRef;
import io.surety.shared.ContentHash;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges many terms at once: those whose totals say all in a few statements for all of them together, the others one after
 * the other. The results are the same.
 */
@Service
class JudgeMany {

    private static final long MINUTE = 60_000;

    private final JudgePeriod judge;
    private final JudgeInBulk inBulk;
    private final JudgedTerms terms;
    private final VerdictRows verdicts;
    private final Agreements agreements;
    private final Measurements measurements;
    private final TimeSource time;

    JudgeMany(
            JudgePeriod judge,
            JudgeInBulk inBulk,
            JudgedTerms terms,
            VerdictRows verdicts,
            Agreements agreements,
            Measurements measurements,
            TimeSource time) {
        this.judge = judge;
        this.inBulk = inBulk;
        this.terms = terms;
        this.verdicts = verdicts;
        this.agreements = agreements;
        this.measurements = measurements;
        this.time = time;
    }

    /** A part-period of a term, which has begun. */
    record Due(JudgedTerm term, PartPeriod period) {

        Optional<Work> work(Instant now) {
            boolean ended = !now.isBefore(period.part().to());
            boolean minutes = period.part().from().toEpochMilli() % MINUTE == 0
                    && period.part().to().toEpochMilli() % MINUTE == 0;
            return term.bulk()
                    .filter(bulk -> ended && minutes)
                    .map(bulk -> new Work(term.version(), term.term(), bulk.plan(), period));
        }
    }

    @Transactional
    public void judge(List<Due> all) {
        Instant now = time.now();
        Map<Work, JudgedTerm> work = new LinkedHashMap<>();
        all.forEach(due -> due.work(now).ifPresent(one -> work.put(one, due.term())));
        Map<Work, Verdict> judged = inBulk(work, now);
        for (Due due : all) {
            if (due.work(now).filter(judged::containsKey).isEmpty()) {
                judge.judge(
                        due.term().version(),
                        due.term().term(),
                        due.period().part().from());
            }
        }
    }

    /** Those that were found stale. */
    @Transactional
    public void judgeAgain(List<StalePeriods.Stale> stale) {
        Map<List<Object>, JudgedTerm> found = terms.find(stale).stream()
                .collect(Collectors.toMap(t -> List.of(t.version(), t.term()), Function.identity(), (a, b) -> a));
        List<Due> due = new ArrayList<>();
        for (StalePeriods.Stale one : stale) {
            JudgedTerm term = found.get(List.<Object>of(one.version(), one.term()));
            Optional<PartPeriod> part = Optional.ofNullable(term).flatMap(t -> t.periodFrom(one.periodFrom()));
            if (term != null && part.isPresent()) {
                due.add(new Due(term, part.get()));
            } else {
                judge.judgeAgain(one.version(), one.term(), one.periodFrom());
            }
        }
        judge(due);
    }

    /**
     * Of verdicts that are about to be final, those that the totals of today contradict: something changed, and nobody has
     * looked at it yet.
     */
    List<StoredVerdict> outdated(List<StoredVerdict> stored) {
        Instant now = time.now();
        Map<List<Object>, JudgedTerm> found = terms
                .find(stored.stream()
                        .map(s -> new StalePeriods.Stale(
                                s.verdict().version(),
                                s.verdict().term(),
                                s.verdict().period().period().from()))
                        .toList())
                .stream()
                .collect(Collectors.toMap(t -> List.of(t.version(), t.term()), Function.identity(), (a, b) -> a));
        List<Work> work = new ArrayList<>();
        List<StoredVerdict> of = new ArrayList<>();
        for (StoredVerdict one : stored) {
            Verdict verdict = one.verdict();
            JudgedTerm term = found.get(List.<Object>of(verdict.version(), verdict.term()));
            if (term != null && !verdict.isNotInForce()) {
                new Due(term, verdict.period()).work(now).ifPresent(w -> {
                    work.add(w);
                    of.add(one);
                });
            }
        }
        List<Optional<Figures>> figures = inBulk.figures(work, watermarks(work));
        return IntStream.range(0, work.size())
                .filter(i -> figures.get(i).filter(f -> !says(of.get(i), f)).isPresent())
                .mapToObj(of::get)
                .toList();
    }

    private static boolean says(StoredVerdict stored, Figures figures) {
        Verdict verdict = stored.verdict();
        return verdict.value() == figures.value()
                && verdict.reason().equals(figures.reason())
                && verdict.share().equals(figures.share())
                && verdict.completeness().equals(figures.completeness());
    }

    private Map<Work, Verdict> inBulk(Map<Work, JudgedTerm> work, Instant now) {
        if (work.isEmpty()) {
            return Map.of();
        }
        Map<SeriesRef, Instant> watermarks = watermarks(work.keySet());
        Map<Work, Verdict> judged = inBulk.verdicts(work.keySet(), watermarks);
        Map<Work, Said> before = verdicts.said(List.copyOf(judged.keySet()));
        Map<List<Object>, Instant> finals = new HashMap<>();
        List<Judged> all = new ArrayList<>();
        work.forEach((one, term) -> {
            Verdict verdict = judged.get(one);
            if (verdict == null) {
                return;
            }
            JudgedTerm.Bulk bulk = term.bulk().orElseThrow();
            Instant end = one.period().part().to();
            Instant finalDue = finals.computeIfAbsent(
                    List.of(bulk.settles(), end), k -> judge.finalDue(agreements.get(one.version()), end));
            Optional<Instant> watermark =
                    Optional.ofNullable(watermarks.get(one.plan().series()));
            all.add(judge.compare(
                    verdict,
                    Optional.ofNullable(before.get(one)),
                    new JudgePeriod.Basis(watermark, new ContentHash(bulk.documentHash()), finalDue, true, now)));
        });
        judge.keepNews(all);
        return judged;
    }

    private Map<SeriesRef, Instant> watermarks(Collection<Work> work) {
        return measurements.watermarks(
                work.stream().map(one -> one.plan().series()).toList());
    }
}
