package io.surety.approval;

import io.surety.calendar.Span;
import io.surety.party.OfficeHours;
import io.surety.party.Role;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step of one side's chain: one role, asked once. Several rows of the matrix may ask for the same role; the strictest
 * of each column holds.
 *
 * @param limit the greatest amount that any of the rows asks authority for; null for none
 * @param scope all paths of the rows
 */
record StepPlan(
        Role role,
        int order,
        StepMode mode,
        @Nullable BigDecimal limit,
        Set<String> scope,
        Span dueWithin,
        List<String> why) {

    private static final Instant MONDAY = Instant.parse("2026-01-05T09:00:00Z");

    static List<StepPlan> of(List<MatrixRow> rows) {
        Map<Role, StepPlan> plans = new LinkedHashMap<>();
        rows.forEach(row -> plans.merge(row.role(), of(row), StepPlan::and));
        return plans.values().stream()
                .sorted(Comparator.comparingInt(StepPlan::order))
                .toList();
    }

    private static StepPlan of(MatrixRow row) {
        return new StepPlan(
                row.role(),
                row.order(),
                StepMode.parse(row.mode()),
                row.limit(),
                new LinkedHashSet<>(row.scope()),
                row.dueWithin(),
                List.of(row.why()));
    }

    private StepPlan and(StepPlan other) {
        Set<String> paths = new LinkedHashSet<>(scope);
        paths.addAll(other.scope);
        List<String> reasons = new ArrayList<>(why);
        reasons.addAll(other.why);
        return new StepPlan(
                role,
                Math.max(order, other.order),
                StepMode.BY_STRICTNESS.compare(mode, other.mode) >= 0 ? mode : other.mode,
                greater(limit, other.limit),
                paths,
                sooner(dueWithin, other.dueWithin),
                reasons);
    }

    private static @Nullable BigDecimal greater(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.max(other);
    }

    /** By a week without holidays, on which open time and business days compare. */
    private static Span sooner(Span one, Span other) {
        return afterMonday(one).isAfter(afterMonday(other)) ? other : one;
    }

    private static Instant afterMonday(Span span) {
        return OfficeHours.in(ZoneOffset.UTC)
                .due(MONDAY, span, List.of())
                .orElseThrow()
                .deadline();
    }
}
