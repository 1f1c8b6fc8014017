package io.surety.evaluation.preview;

/** Why a term, or a verdict on it, has no counterpart, or none that says anything. */
public enum Incomparable {
    /** No version was in force in the period. */
    NOT_IN_FORCE,
    /** The version in force did not have the term. */
    NEW_TERM,
    /** The proposed content does not have the term any more. */
    REMOVED_TERM,
    /** The term was not judged by this target. */
    NEW_TARGET,
    /** The term is not judged by this target any more. */
    REMOVED_TARGET,
    /** The term is judged over other calendar periods. */
    OTHER_PERIODS,
    /** It is an objective, which has no verdicts. */
    NO_VERDICTS,
    /** None of its periods has ended. */
    NO_PERIOD,
    /** What it measures now was not measured then. */
    MEASURE_CHANGED,
    /** Nothing is recorded that it counts. */
    NOT_RECORDED,
    /** Its source is not the reader's to see. */
    SOURCE_NOT_SHARED
}
