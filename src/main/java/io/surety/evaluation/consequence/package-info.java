/**
 * What follows from verdicts and causes and asks something of people ({@code domain.md} 6): confirming a cause, a right to
 * terminate, a claim against a third party, data that somebody owes.
 *
 * <p>It listens to {@link io.surety.evaluation.period.VerdictPublished} and to what measurement records; each question is a
 * row, and a process in {@code processes/evaluation} only brings it before the right person. Whoever answers elsewhere
 * settles the row, and the process follows.
 */
@NamedInterface("consequence")
@NullMarked
package io.surety.evaluation.consequence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
