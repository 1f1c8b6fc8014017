package io.surety.evaluation.verdict;

import static io.surety.evaluation.VerdictValue.FULFILLED;
import static io.surety.evaluation.VerdictValue.NOT_DETERMINED;
import static io.surety.evaluation.VerdictValue.VIOLATED;
import static io.surety.evaluation.clock.Scene.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.clock.Scene;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Domain 4, 5.1, 6.1: the verdict of a duration term from the clocks decided in a part-period. */
class JudgeDurationTest {

    private static final PartPeriod MARCH = new PartPeriod(
            new Interval(at("2026-03-01 00:00"), at("2026-04-01 00:00")),
            new Interval(at("2026-03-01 00:00"), at("2026-04-01 00:00")),
            false);

    private final List<ClockView> clocks = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"19, 1, FULFILLED", "18, 1, VIOLATED", "20, 0, FULFILLED"})
    void theShareIsComparedUnroundedAndEqualFulfils_2_2(int met, int late, String value) {
        met("all", met);
        late("all", late);

        Verdict verdict = judge("conformance: {atLeast: \"95%\", per: month}");

        assertThat(verdict.value()).hasToString(value);
        assertThat(verdict.share()).contains(Ratio.of(met, (long) met + late));
        assertThat(verdict.count()).isEqualTo(value.equals("VIOLATED") ? 1 : 0);
    }

    @Test
    void eachTargetIsJudgedForItselfWhereTheTermSaysSo_4() {
        met("urgent", 1);
        late("urgent", 1);
        met("all", 9);

        List<Verdict> verdicts =
                judgeAll("conformance: {atLeast: \"90%\", per: month, by: target}", List.of("urgent", "all", "never"));

        assertThat(verdicts)
                .extracting(Verdict::target)
                .containsExactly(Optional.of("urgent"), Optional.of("all"), Optional.of("never"));
        assertThat(verdicts).extracting(Verdict::value).containsExactly(VIOLATED, FULFILLED, NOT_DETERMINED);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 1", "5, 1", "6, 2", "7, 2"})
    void underAToleranceTheFullGroupsOfBreachesAreCounted_6_1(int late, int count) {
        met("all", 50);
        late("all", late);

        Verdict verdict = judge("tolerance: {breaches: 3, per: month}");

        assertThat(verdict.count()).isEqualTo(count);
        assertThat(verdict.value()).isEqualTo(count == 0 ? FULFILLED : VIOLATED);
    }

    @Test
    void withNeitherTheFirstBreachViolates_6_1() {
        met("all", 50);
        late("all", 1);

        assertThat(judge("minimumEvents: 0").count()).isEqualTo(1);
    }

    @Test
    void clocksDecidedElsewhereDoNotCountHere_4() {
        met("all", 1);
        clocks.add(clock(
                "all", "other", Optional.of(new Decision(false, at("2026-04-01 00:00"))), Optional.empty(), false));
        clocks.add(clock("all", "open", Optional.empty(), Optional.empty(), false));

        Verdict verdict = judge("conformance: {atLeast: \"95%\", per: month}");

        assertThat(verdict.value()).isEqualTo(FULFILLED);
        assertThat(((Account) verdict.ledger()).inputs()).isEqualTo(Ratio.ONE);
    }

    @Test
    void withoutDataNothingIsDetermined_1() {
        assertThat(judge("conformance: {atLeast: \"95%\", per: month}").reason())
                .contains(NotDetermined.NO_DATA);
    }

    @ParameterizedTest
    @CsvSource({"4, NOT_DETERMINED", "5, FULFILLED"})
    void belowTheMinimumOfEventsNothingIsDetermined_4(int met, String value) {
        met("all", met);

        assertThat(judge("conformance: {atLeast: \"95%\", per: month}, minimumEvents: 5")
                        .value())
                .hasToString(value);
    }

    @ParameterizedTest
    @CsvSource({"3, FULFILLED", "4, NOT_DETERMINED"})
    void whileTheConditionIsFalseNothingIsDetermined_1(int items, String value) {
        met("all", items);

        Verdict verdict =
                judge("conformance: {atLeast: \"95%\", per: month}, onlyIf: {items: {atMost: 3}, per: month}");

        assertThat(verdict.value()).hasToString(value);
        assertThat(verdict.reason().isPresent()).isEqualTo(items == 4);
    }

    @Test
    void theConditionCountsItemsThatStartedNotClocks_1() {
        met("all", 3);
        ClockView first = clocks.get(0);
        clocks.add(clock("urgent", first.item().key(), Optional.empty(), Optional.of("reclassified"), false));

        assertThat(judge("conformance: {atLeast: \"95%\", per: month}, onlyIf: {items: {atMost: 3}, per: month}")
                        .value())
                .isEqualTo(FULFILLED);
    }

    @ParameterizedTest
    @CsvSource({
        "exclude, 1, FULFILLED, 19/19",
        "good, 1, FULFILLED, 20/20",
        "bad, 1, FULFILLED, 19/20",
        "exclude, 2, NOT_DETERMINED, 19/19",
        "bad, 2, VIOLATED, 19/21"
    })
    void contradictedItemsAreUnknownAndCountAsTheTermSays_5_2(String noData, int unknown, String value, String share) {
        met("all", 19);
        for (int i = 0; i < unknown; i++) {
            clocks.add(clock(
                    "all", "u" + i, Optional.of(new Decision(true, at("2026-03-10 10:00"))), Optional.empty(), true));
        }

        Verdict verdict =
                judge("conformance: {atLeast: \"95%\", per: month}, completeness: \"95%\", noData: " + noData);

        assertThat(verdict.value()).hasToString(value);
        String[] parts = share.split("/");
        assertThat(verdict.share()).contains(Ratio.of(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
        assertThat(verdict.completeness()).contains(Ratio.of(19, 19L + unknown));
    }

    @Test
    void theAccountSumsToTheInputsAndLinksToTheLedgersOfTheClocks_5_1() {
        met("all", 2);
        late("all", 1);
        clocks.add(clock("all", "merged", Optional.empty(), Optional.of("merged"), false));

        Account account =
                (Account) judge("conformance: {atLeast: \"95%\", per: month}").ledger();

        assertThat(account.inputs()).isEqualTo(Ratio.of(4, 1));
        assertThat(account.count(AccountLabel.GOOD)).isEqualTo(2);
        assertThat(account.count(AccountLabel.BAD)).isEqualTo(1);
        assertThat(account.entries())
                .filteredOn(e -> e.label() == AccountLabel.NOT_COUNTED)
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.why()).isEqualTo("merged");
                    assertThat(e.ledger()).isEqualTo("/api/clocks/" + e.id() + "/ledger");
                });
    }

    @Test
    void percentilesAreNearestRankOverTheClocksThatStopped_4() {
        for (int i = 1; i <= 20; i++) {
            clocks.add(stopped("i" + i, i * 1_000L));
        }

        assertThat(judge("conformance: {atLeast: \"95%\", per: month}").percentiles())
                .contains(new Percentiles(20, 10_000, 18_000, 19_000));
        assertThat(Percentiles.of(List.of(7L))).contains(new Percentiles(1, 7, 7, 7));
    }

    private void met(String target, int count) {
        for (int i = 0; i < count; i++) {
            clocks.add(clock(
                    target,
                    target + "-met" + i,
                    Optional.of(new Decision(true, at("2026-03-10 10:00"))),
                    Optional.empty(),
                    false));
        }
    }

    private void late(String target, int count) {
        for (int i = 0; i < count; i++) {
            clocks.add(clock(
                    target,
                    target + "-late" + i,
                    Optional.of(new Decision(false, at("2026-03-11 10:00"))),
                    Optional.empty(),
                    false));
        }
    }

    private static ClockView stopped(String item, long elapsed) {
        return clock(
                "all", item, Optional.of(new Decision(true, at("2026-03-10 10:00"))), Optional.empty(), false, elapsed);
    }

    private static ClockView clock(
            String target, String item, Optional<Decision> decision, Optional<String> notCounted, boolean uncertain) {
        return clock(target, item, decision, notCounted, uncertain, 1);
    }

    private static ClockView clock(
            String target,
            String item,
            Optional<Decision> decision,
            Optional<String> notCounted,
            boolean uncertain,
            long elapsed) {
        Optional<Instant> stopped = notCounted.map(r -> at("2026-03-12 10:00")).or(() -> decision.map(Decision::at));
        return new ClockView(
                new ClockId(UUID.nameUUIDFromBytes((target + item).getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                new ItemRef("tickets", item),
                Scene.sla(text("", List.of("all"))).ref(),
                "resolve",
                target,
                "service-desk",
                "northwind-it",
                decision.map(d -> d.met() ? ClockState.MET : ClockState.STOPPED_LATE)
                        .orElse(ClockState.CANCELLED),
                at("2026-03-05 10:00"),
                at("2026-03-05 10:00"),
                stopped,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                decision,
                notCounted,
                uncertain,
                false,
                elapsed,
                1,
                List.of(),
                List.of(),
                List.of(),
                Optional.empty());
    }

    private Verdict judge(String more) {
        return judgeAll(more, List.of("all")).get(0);
    }

    private List<Verdict> judgeAll(String more, List<String> targets) {
        Version version = Scene.sla(text(more, targets));
        Term term = version.document().spec().term("resolve").orElseThrow();
        return new JudgeDuration(version, term, MARCH, clocks).judge();
    }

    private static String text(String more, List<String> targets) {
        String list = String.join(
                ", ",
                targets.stream()
                        .map(t -> "{id: " + t + ", when: {priority: [" + t + "]}, calendar: day, within: PT4H}")
                        .toList());
        return "{id: resolve, service: service-desk, obligated: provider, measure: {kind: duration, of: work-item,"
                + " source: tickets, start: {event: created}, stop: {enters: {state: [Resolved]}}}, targets: [" + list
                + "]" + (more.isEmpty() ? "" : ", " + more) + "}";
    }
}
