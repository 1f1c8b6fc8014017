package io.surety.evaluation.credit;

import io.surety.evaluation.VerdictValue;
import java.util.List;

/** What becomes of a credit that may be earned back. */
public enum EarnBack {
    /** The next periods are not final yet. */
    HOLD,
    /** One of them missed the target, or said nothing. */
    ISSUE,
    /** All of them reached the target. */
    CANCEL;

    /**
     * @param periods how many must reach the target
     * @param following final verdicts of the periods after the violated one, in order, as far as they are final
     */
    public static EarnBack decide(int periods, List<VerdictValue> following) {
        if (following.size() < periods) {
            return HOLD;
        }
        return following.subList(0, periods).stream().allMatch(v -> v == VerdictValue.FULFILLED) ? CANCEL : ISSUE;
    }
}
