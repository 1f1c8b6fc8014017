package io.surety.evaluation.preview;

/** What becomes of a credit once its period is final, as far as verdicts and the document say. */
public enum Outcome {
    /** It is issued; above the provider's limit a person decides first. */
    ISSUED,
    /** The customer has to claim it, and may let it lapse. */
    CLAIMABLE,
    /** It may still be earned back: the periods that decide have not all ended. */
    HELD,
    /** The periods after it reached the target: nothing is owed. */
    EARNED_BACK
}
