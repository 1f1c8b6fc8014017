package io.surety.evaluation.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 5.5. */
class CompositeTest {

    private static Ratio share(String decimal) {
        return Ratio.of(new BigDecimal(decimal));
    }

    @Test
    void domain55SerialIsTheProductOfTheAvailabilities() {
        assertThat(Composite.serial(List.of(share("0.999"), share("0.9995"), share("0.995"))))
                .isEqualTo(share("0.9935079975"))
                .isLessThan(share("0.995"));
        assertThat(Composite.serial(List.of())).isEqualTo(Ratio.ONE);
    }

    @Test
    void domain55ParallelIsOneLessTheProductOfTheUnavailabilities() {
        assertThat(Composite.parallel(List.of(share("0.99"), share("0.9")))).isEqualTo(share("0.999"));
        assertThat(Composite.parallel(List.of(share("0.99")))).isEqualTo(share("0.99"));
        assertThat(Composite.parallel(List.of(Ratio.ZERO, Ratio.ONE))).isEqualTo(Ratio.ONE);
        assertThatThrownBy(() -> Composite.parallel(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void domain55WhatIsNeededIsMultipliedWithTheGroupOfWhichOneIsEnough() {
        assertThat(Composite.of(List.of(share("0.5")), List.of(share("0.99"), share("0.9"))))
                .isEqualTo(share("0.4995"));
    }

    /** Counted out: of independent parts, each up in so many of the equally likely states. */
    @Test
    void domain55TheFormulasAreThoseOfIndependentPartsCountedOut() {
        Random random = new Random(55);
        for (int round = 0; round < 50; round++) {
            int parts = random.nextInt(1, 4);
            List<Ratio> shares = new ArrayList<>();
            long[] up = new long[parts];
            for (int i = 0; i < parts; i++) {
                up[i] = random.nextInt(8);
                shares.add(Ratio.of(up[i], 7));
            }
            long all = 0;
            long any = 0;
            long states = (long) Math.pow(7, parts);
            for (long state = 0; state < states; state++) {
                boolean each = true;
                boolean one = false;
                long rest = state;
                for (int i = 0; i < parts; i++) {
                    boolean isUp = rest % 7 < up[i];
                    each &= isUp;
                    one |= isUp;
                    rest /= 7;
                }
                all += each ? 1 : 0;
                any += one ? 1 : 0;
            }
            assertThat(Composite.serial(shares)).isEqualTo(Ratio.of(all, states));
            assertThat(Composite.parallel(shares)).isEqualTo(Ratio.of(any, states));
        }
    }
}
