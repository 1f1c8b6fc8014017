package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.calendar.Span;
import io.surety.party.Role;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StepPlanTest {

    @Test
    void makesOneStepOfTheRowsForARoleWithTheStrictestOfEachColumn() {
        List<StepPlan> plans = StepPlan.of(List.of(
                row("legal-approver", "any", 1, null, "/spec/period", "P3BD", "long"),
                row("legal-approver", "2-of-n", 2, "500.00", "/spec/terms", "P1BD", "much"),
                row("legal-approver", "any", 1, "400.00", "/spec/period", "PT40H", "odd")));
        assertThat(plans).singleElement().satisfies(plan -> {
            assertThat(plan.mode()).isEqualTo(new StepMode.AtLeast(2));
            assertThat(plan.order()).isEqualTo(2);
            assertThat(plan.limit()).isEqualByComparingTo("500.00");
            assertThat(plan.scope()).containsExactly("/spec/period", "/spec/terms");
            assertThat(plan.dueWithin()).isEqualTo(Span.parse("P1BD"));
            assertThat(plan.why()).containsExactly("long", "much", "odd");
        });
    }

    @Test
    void takesAllToBeStricterThanAnyNumber() {
        List<StepPlan> plans = StepPlan.of(List.of(
                row("legal-approver", "all", 1, null, "/", "P1BD", "a"),
                row("legal-approver", "9-of-n", 1, null, "/", "P1BD", "b")));
        assertThat(plans).extracting(StepPlan::mode).containsExactly(new StepMode.All());
    }

    @Test
    void ordersTheSteps() {
        List<StepPlan> plans = StepPlan.of(List.of(
                row("finance-approver", "any", 2, null, "/", "P1BD", "a"),
                row("operations-approver", "any", 1, null, "/", "P1BD", "b")));
        assertThat(plans)
                .extracting(plan -> plan.role().name())
                .containsExactly("operations-approver", "finance-approver");
    }

    @Test
    void refusesAModeThatIsNone() {
        assertThatThrownBy(() -> StepMode.parse("1-of-n")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> StepMode.parse("most")).isInstanceOf(IllegalArgumentException.class);
        assertThat(StepMode.parse("2-of-n")).hasToString("2-of-n");
    }

    private static MatrixRow row(
            String role, String mode, int order, @Nullable String limit, String scope, String within, String why) {
        return new MatrixRow(
                new Role(role),
                mode,
                order,
                limit == null ? null : new BigDecimal(limit),
                List.of(scope),
                Span.parse(within),
                why);
    }
}
