package io.surety.escalation;

/** Weighs a breach by the decision table {@code breach-severity}. */
public interface DecideSeverity {

    Severity of(Facts facts);

    /**
     * What the table looks at.
     *
     * @param customerFacing whether the agreement is with a customer (an SLA)
     * @param targetMinutes how long the target gives; a business day counts as eight hours. The long window of a burn tier
     *     stands for it where an error budget burns, and the period where it was violated
     * @param creditAtStake whether the term owes a credit
     * @param lateSubjects how many items of the escalation are late, this one included
     */
    record Facts(boolean customerFacing, long targetMinutes, boolean creditAtStake, int lateSubjects) {}
}
