package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The verdicts of an agreement as somebody asks for them: those of periods that ended as they were published, those of
 * running periods judged to date.
 */
@Service
public class ReadVerdicts {

    /** By part-period, term and target. */
    public static final Comparator<StoredVerdict> ORDER = Comparator.comparing(
                    (StoredVerdict v) -> v.verdict().period().part().from())
            .thenComparing(v -> v.verdict().term())
            .thenComparing(v -> v.verdict().target().orElse(""));

    private final Agreements agreements;
    private final Verdicts verdicts;
    private final Publications publications;
    private final JudgePeriod judge;
    private final Versions versions;
    private final TimeSource time;

    ReadVerdicts(
            Agreements agreements,
            Verdicts verdicts,
            Publications publications,
            JudgePeriod judge,
            Versions versions,
            TimeSource time) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.publications = publications;
        this.judge = judge;
        this.versions = versions;
        this.time = time;
    }

    /**
     * As known now, by part-period, term and target. Of a running period that was violated for a while, and is not any more,
     * what it comes to now.
     *
     * @param span periods that overlap it are wanted
     */
    @Transactional(readOnly = true)
    public List<StoredVerdict> of(String agreement, Interval span) {
        Instant now = time.now();
        List<StoredVerdict> stored = verdicts.of(agreement, span).stream()
                .filter(kept ->
                        !(kept.state() == PeriodState.RUNNING && kept.verdict().count() == 0))
                .toList();
        List<StoredVerdict> all = new ArrayList<>(stored);
        for (Version version : agreements.versions(agreement)) {
            if (version.state().wasActivated() && version.inForceAt(now) && span.contains(now)) {
                version.document().spec().terms().stream()
                        .filter(Term::hasVerdicts)
                        .flatMap(term -> running(version, term, now).stream())
                        .filter(live -> stored.stream().noneMatch(kept -> samePeriod(kept, live)))
                        .forEach(all::add);
            }
        }
        return all.stream().sorted(ORDER).toList();
    }

    /**
     * As known then; running periods are not published, so none is among them. It waits for verdicts that are just being
     * published, because they may have been before {@code then}: asked again it answers the same.
     *
     * @param then before the present millisecond, in which something may still be published
     */
    @Transactional(readOnly = true)
    public List<StoredVerdict> asOf(String agreement, Interval span, Instant then) {
        publications.awaitUnderway();
        return verdicts.asOf(agreement, span, then);
    }

    private List<StoredVerdict> running(Version version, Term term, Instant now) {
        PeriodOfTerm one = PeriodOfTerm.at(version, term, now);
        JudgeMeasure.Judgement judgement = judge.look(one, now);
        return judgement.verdicts().stream()
                .map(verdict -> live(version.hash(), verdict, judgement.watermark(), now))
                .toList();
    }

    /** Its id is made of what it is about, because it is stored nowhere. */
    private StoredVerdict live(ContentHash hash, Verdict verdict, Optional<Instant> watermark, Instant now) {
        String about = verdict.version() + "/" + verdict.term() + "/" + verdict.target() + "/"
                + verdict.period().period().from();
        return new StoredVerdict(
                UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
                verdict,
                PeriodState.RUNNING,
                watermark,
                hash,
                versions.tzdata(),
                versions.code(),
                now,
                verdict.period().part().to(),
                0);
    }

    private static boolean samePeriod(StoredVerdict one, StoredVerdict other) {
        return one.verdict().version().equals(other.verdict().version())
                && one.verdict().term().equals(other.verdict().term())
                && one.verdict().target().equals(other.verdict().target())
                && one.verdict()
                        .period()
                        .period()
                        .equals(other.verdict().period().period());
    }
}
