package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.credit.EarnBack;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@link EarnedBack} by what was published. */
@Component
class EarnBacks {

    private final Agreements agreements;
    private final VerdictRows verdicts;
    private final TimeSource time;

    EarnBacks(Agreements agreements, VerdictRows verdicts, TimeSource time) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.time = time;
    }

    EarnBack decide(StoredVerdict violated) {
        return decide(
                violated, agreements.activated(violated.verdict().version().agreement()));
    }

    /** @param versions all of the agreement that were activated */
    EarnBack decide(StoredVerdict violated, List<Version> versions) {
        Verdict verdict = violated.verdict();
        return versions.stream()
                .filter(version -> version.ref().equals(verdict.version()))
                .findFirst()
                .map(version -> new EarnedBack(versions, this::settled, time.now())
                        .decide(verdict, version.document().spec()))
                .orElse(EarnBack.ISSUE);
    }

    private Optional<List<Verdict>> settled(Version version, Term term, Instant periodFrom) {
        return EarnedBack.settled(verdicts.of(version.ref(), term.id(), periodFrom));
    }
}
