package io.surety.evaluation.credit;

import static io.surety.evaluation.VerdictValue.FULFILLED;
import static io.surety.evaluation.VerdictValue.NOT_DETERMINED;
import static io.surety.evaluation.VerdictValue.VIOLATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.document.Term.Chronic;
import io.surety.shared.Ratio;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 6.2: earn-back and the chronic clause. */
class ConsequencesTest {

    @Test
    void aCreditIsHeldUntilTheNextPeriodsAreFinal_6_2() {
        assertThat(EarnBack.decide(2, List.of())).isEqualTo(EarnBack.HOLD);
        assertThat(EarnBack.decide(2, List.of(FULFILLED))).isEqualTo(EarnBack.HOLD);
        assertThat(EarnBack.decide(2, List.of(VIOLATED))).isEqualTo(EarnBack.HOLD);
    }

    @Test
    void aCreditIsCancelledOnlyIfAllOfTheNextPeriodsReachTheTarget_6_2() {
        assertThat(EarnBack.decide(2, List.of(FULFILLED, FULFILLED))).isEqualTo(EarnBack.CANCEL);
        assertThat(EarnBack.decide(2, List.of(FULFILLED, VIOLATED))).isEqualTo(EarnBack.ISSUE);
        assertThat(EarnBack.decide(2, List.of(NOT_DETERMINED, FULFILLED))).isEqualTo(EarnBack.ISSUE);
        assertThat(EarnBack.decide(2, List.of(FULFILLED, FULFILLED, VIOLATED))).isEqualTo(EarnBack.CANCEL);
    }

    @Test
    void twoOfThreePeriodsBelowTheMarkAreChronic_6_2() {
        assertThat(chronic("98%", "99.5%", "98%")).isTrue();
        assertThat(chronic("98%", "99.5%", "99%")).isFalse();
        assertThat(chronic("98%", "99.5%", "99.5%", "98%")).isFalse();
        assertThat(chronic("98%", "98%")).isTrue();
        assertThat(chronic("98%", "", "98%")).isTrue();
        assertThat(chronic("98%", "")).isFalse();
    }

    private static boolean chronic(String... values) {
        return ChronicClause.isMet(
                new Chronic(Ratio.parsePercent("99%"), 2, 3, "termination"),
                Arrays.stream(values)
                        .map(v -> v.isEmpty() ? Optional.<Ratio>empty() : Optional.of(Ratio.parsePercent(v)))
                        .toList());
    }
}
