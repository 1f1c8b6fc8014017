package io.surety.approval;

import io.surety.calendar.Span;
import io.surety.party.Role;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the matrix that applies.
 *
 * @param mode {@code any}, {@code all} or {@code m-of-n}
 * @param order steps of the same order are asked side by side, a higher one after all lower ones
 * @param limit the amount that an approver must be allowed to decide about; null for none
 * @param scope paths of what is approved, with {@code *} for each element; {@code /} is the whole document
 * @param dueWithin how long an approver has, on her own calendar
 * @param why for the approver: what makes the step necessary
 */
public record MatrixRow(
        Role role,
        String mode,
        int order,
        @Nullable BigDecimal limit,
        List<String> scope,
        Span dueWithin,
        String why) {}
