package io.surety.evaluation.verdict;

/** Why a verdict says nothing. */
public enum NotDetermined {
    /** Nothing counts: no clock was decided, or nothing is known. */
    NO_DATA,
    /** There is no agreed service time in the period. */
    NO_SERVICE_TIME,
    /** Less is known than the term asks for. */
    BELOW_COMPLETENESS,
    /** Fewer events than {@code minimumEvents}. */
    BELOW_MINIMUM_EVENTS,
    /** {@code onlyIf} is false. */
    CONDITION_FALSE,
    /** What was said when the version held in the period; a successor for the past has taken its place since. */
    NOT_IN_FORCE
}
