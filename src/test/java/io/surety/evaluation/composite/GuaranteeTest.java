package io.surety.evaluation.composite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.evaluation.composite.Guarantee.Timely;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 7.7: what is sure, beside what is expected. */
class GuaranteeTest {

    private static final long MINUTE = 60_000;

    /** June 2026 around the clock. */
    private static final long JUNE = 43_200 * MINUTE;

    private static Ratio share(String decimal) {
        return Ratio.of(new BigDecimal(decimal));
    }

    private static Ratio down(Ratio share, long serviceTime) {
        return Ratio.ONE.minus(share).times(Ratio.of(serviceTime, 1));
    }

    @Test
    void domain77ThreePartsAreExpectedToComeTo993507AndGuarantee9935AndNeitherCarries995() {
        List<Ratio> parts =
                Stream.of("0.999", "0.9995", "0.995").map(GuaranteeTest::share).toList();
        Ratio expected = Composite.serial(parts);
        Ratio guaranteed = Guarantee.availability(
                parts.stream().map(part -> down(part, JUNE)).toList(), JUNE);

        assertThat(expected.toPercentText(4)).isEqualTo("99.3507 %");
        assertThat(guaranteed).isEqualTo(share("0.9935"));
        assertThat(List.of(expected, guaranteed)).allMatch(figure -> figure.compareTo(share("0.995")) < 0);
    }

    @Test
    void domain77TheAllowanceAroundTheClockMayAllFallIntoThePrimeWindow() {
        Ratio allowed = down(share("0.999"), JUNE);

        assertThat(allowed).isEqualTo(share("43.2").times(Ratio.of(MINUTE, 1)));
        assertThat(Guarantee.availability(List.of(allowed), 11_880 * MINUTE).toPercentText(3))
                .isEqualTo("99.636 %");
    }

    @Test
    void domain77TwoPartsWith95PercentInTwoHoursGuarantee90PercentInFour() {
        Timely part = new Timely(share("0.95"), Duration.ofHours(2));

        assertThat(Guarantee.timely(List.of(part, part))).isEqualTo(new Timely(share("0.9"), Duration.ofHours(4)));
    }

    @Test
    void domain77NothingIsGuaranteedWhereTheAllowancesFillTheSpan() {
        assertThat(Guarantee.availability(List.of(Ratio.of(JUNE, 1), Ratio.of(1, 1)), JUNE))
                .isEqualTo(Ratio.ZERO);
        assertThat(Guarantee.timely(List.of(
                                new Timely(share("0.4"), Duration.ofHours(1)),
                                new Timely(share("0.5"), Duration.ofHours(1))))
                        .share())
                .isEqualTo(Ratio.ZERO);
        assertThatThrownBy(() -> Guarantee.availability(List.of(), 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** However the parts fail within their allowances; and where no two fail at once it is just that. */
    @Test
    void domain77NoCourseOfThePartsFallsBelowTheGuaranteeAndOneReachesIt() {
        Random random = new Random(77);
        int slots = 40;
        for (int round = 0; round < 200; round++) {
            BitSet anyDown = new BitSet();
            BitSet apart = new BitSet();
            List<Ratio> allowed = new ArrayList<>();
            int begin = 0;
            for (int part = 0; part < 3; part++) {
                int most = random.nextInt(14);
                allowed.add(Ratio.of(most, 1));
                apart.set(begin, begin + most);
                begin += most;
                for (int i = 0; i < most; i++) {
                    anyDown.set(random.nextInt(slots));
                }
            }
            Ratio guaranteed = Guarantee.availability(allowed, slots);
            assertThat(Ratio.of(slots - anyDown.cardinality(), slots)).isGreaterThanOrEqualTo(guaranteed);
            assertThat(Ratio.of(slots - apart.cardinality(), slots)).isEqualTo(guaranteed);
        }
    }
}
