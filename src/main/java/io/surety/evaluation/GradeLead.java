package io.surety.evaluation;

import java.math.BigDecimal;

/**
 * Grades a lead by the decision table {@code lead-grade}: a contact's seniority weighs a lead, because a decision-maker
 * is worth more than an intern.
 */
public interface GradeLead {

    /**
     * What the table says.
     *
     * @param grade {@code A} to {@code E}
     * @param weight share of its subset's value that the lead is worth, in (0, 1]
     */
    record Grade(String grade, BigDecimal weight) {}

    /**
     * @param segment such as {@code enterprise} or {@code midmarket}
     * @param seniority of the contact, such as {@code c-level}, {@code director}, {@code manager} or {@code intern}
     */
    Grade grade(String segment, String seniority);
}
