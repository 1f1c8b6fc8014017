package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetReachTest {

    private static final Map<String, List<String>> ALL = Map.of();

    private final TargetReach reach = new TargetReach(List.of());

    @Test
    void severalTargetsTogetherTakeWhatNoneOfThemTakesAlone() {
        var one = priority("1", "2");
        var two = priority("3");

        assertThat(reach.isTaken(ALL, priority("1", "3"), List.of(one, two))).isTrue();
        assertThat(reach.isTaken(ALL, priority("1", "4"), List.of(one, two))).isFalse();
        assertThat(reach.isTaken(ALL, ALL, List.of(one, two)))
                .as("there are other values, and items without any")
                .isFalse();
    }

    @Test
    void whatTheTermDoesNotCountNeedsNoTarget() {
        assertThat(reach.isTaken(priority("1", "3"), ALL, List.of(priority("1", "2"), priority("3"))))
                .isTrue();
        assertThat(reach.isTaken(priority("1", "4"), ALL, List.of(priority("1", "2"), priority("3"))))
                .isFalse();
    }

    @Test
    void aTargetThatAsksForMoreTakesOnlyAPart() {
        var vip = Map.of("priority", List.of("1"), "vip", List.of("yes"));
        var others = Map.of("priority", List.of("1"), "vip", List.of("no"));

        assertThat(reach.isTaken(ALL, priority("1"), List.of(vip, others))).isFalse();
        assertThat(reach.isTaken(Map.of("vip", List.of("no", "yes")), priority("1"), List.of(vip, others)))
                .isTrue();
    }

    @Test
    void twoConditionsExcludeEachOtherByOneAttribute() {
        assertThat(reach.excludeEachOther(priority("1", "2"), priority("3"))).isTrue();
        assertThat(reach.excludeEachOther(priority("1", "2"), priority("2", "3")))
                .isFalse();
        assertThat(reach.excludeEachOther(priority("1"), Map.of("vip", List.of("yes"))))
                .isFalse();
    }

    @Test
    void saysNothingWhereConditionsSplitTheSpaceTooFinely() {
        List<Map<String, List<String>>> earlier = IntStream.range(0, 40)
                .mapToObj(n -> {
                    Map<String, List<String>> condition = new HashMap<>();
                    IntStream.range(0, 10).forEach(a -> condition.put("a" + a, List.of("v" + (n * 7 + a) % 40)));
                    return condition;
                })
                .toList();

        assertThat(reach.isTaken(ALL, ALL, earlier)).isFalse();
    }

    private static Map<String, List<String>> priority(String... values) {
        return Map.of("priority", List.of(values));
    }
}
