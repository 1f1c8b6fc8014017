package io.surety.evaluation.preview;

import io.surety.agreement.Version;
import io.surety.agreement.document.CreditLimits;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.credit.EarnBack;
import io.surety.evaluation.period.EarnedBack;
import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of the credits on one side of a preview, were its verdicts the last word on their periods. */
final class PreviewOutcomes {

    private final List<Version> versions;
    private final List<Verdict> verdicts;
    private final Instant from;
    private final EarnedBack.Said before;
    private final EarnedBack earnedBack;

    /**
     * @param versions with the contents of that side
     * @param verdicts of the periods of the preview that have ended
     * @param from where the preview begins
     * @param before what was said for good of the periods before it
     */
    PreviewOutcomes(List<Version> versions, List<Verdict> verdicts, Instant from, EarnedBack.Said before, Instant now) {
        this.versions = versions;
        this.verdicts = verdicts;
        this.from = from;
        this.before = before;
        this.earnedBack = new EarnedBack(versions, this::said, now);
    }

    /** Whether the periods after it earn back whatever is owed for it. */
    boolean isEarnedBack(Verdict violated) {
        return versions.stream()
                .filter(version -> version.ref().equals(violated.version()))
                .anyMatch(version ->
                        earnedBack.decide(violated, version.document().spec()) == EarnBack.CANCEL);
    }

    /** @param violated and something is owed for it */
    Outcome of(Verdict violated) {
        Spec spec = versions.stream()
                .filter(version -> version.ref().equals(violated.version()))
                .findFirst()
                .orElseThrow()
                .document()
                .spec();
        EarnBack decided = earnedBack.decide(violated, spec);
        return switch (decided) {
            case HOLD -> Outcome.HELD;
            case CANCEL -> Outcome.EARNED_BACK;
            case ISSUE -> isClaimed(spec.creditLimits()) ? Outcome.CLAIMABLE : Outcome.ISSUED;
        };
    }

    private static boolean isClaimed(@Nullable CreditLimits limits) {
        return limits != null && limits.claim() != null && limits.claim().needed();
    }

    /** What has not ended is not in the preview, and may come to anything. */
    private Optional<List<Verdict>> said(Version version, Term term, Instant periodFrom) {
        List<Verdict> of = verdicts.stream()
                .filter(verdict -> verdict.version().equals(version.ref())
                        && verdict.term().equals(term.id())
                        && verdict.period().period().from().equals(periodFrom))
                .toList();
        if (of.isEmpty() && periodFrom.isBefore(from)) {
            return before.of(version, term, periodFrom);
        }
        return of.isEmpty() ? Optional.empty() : Optional.of(of);
    }
}
