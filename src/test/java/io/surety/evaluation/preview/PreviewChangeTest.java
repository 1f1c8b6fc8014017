package io.surety.evaluation.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.CreditCases;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.evaluation.period.Verdicts;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.measurement.Sources;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.transaction.PlatformTransactionManager;

/** What a change would have done, on real history, before anybody signs ({@code domain.md} 7.3). */
@WholeApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreviewChangeTest extends PreviewScenes {

    @Test
    void domain73TheContentInForceWouldHaveComeToWhatWasPublished() {
        PreviewScene scene = scene();

        Preview preview = scene.preview(AS_IT_IS, 3);

        assertThat(preview.lines()).hasSize(3 * 7).allSatisfy(line -> {
            assertThat(line.changed()).as(line.toString()).isFalse();
            assertThat(line.before().map(Previewed::published)).contains(true);
            assertThat(line.after().map(p -> p.verdict().ledger()))
                    .isEqualTo(line.before().map(p -> p.verdict().ledger()));
            assertThat(line.after().map(p -> p.verdict().percentiles()))
                    .isEqualTo(line.before().map(p -> p.verdict().percentiles()));
        });
        assertThat(preview.items()).isPositive();
        assertThat(preview.violatedBefore()).isPositive().isEqualTo(preview.violatedAfter());
        assertThat(preview.credits()).isNotEmpty().allSatisfy(total -> assertThat(total.difference())
                .isZero());
    }

    @Test
    void domain73WhatTheCreditsWereIsWhatWasProposed() {
        PreviewScene scene = scene();
        Map<Object, BigDecimal> proposed = scene.bean(Credits.class).of(scene.agreement).stream()
                .collect(Collectors.toMap(
                        credit -> List.of(
                                credit.term(),
                                credit.target().orElse(""),
                                credit.period().from()),
                        credit -> credit.amount().stripTrailingZeros()));

        List<PreviewLine> owing = scene.preview(CHANGED, 3).lines().stream()
                .filter(line -> line.before()
                        .flatMap(Previewed::credit)
                        .filter(amount -> amount.isPositive())
                        .isPresent())
                .toList();

        assertThat(owing.stream()
                        .collect(Collectors.toMap(
                                line -> (Object) List.of(
                                        line.term(),
                                        line.target().orElse(""),
                                        line.period().period().from()),
                                line -> line.before()
                                        .flatMap(Previewed::credit)
                                        .orElseThrow()
                                        .getNumber()
                                        .numberValueExact(BigDecimal.class)
                                        .stripTrailingZeros())))
                .isEqualTo(proposed)
                .isNotEmpty();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                Arguments.of("all at once", CHANGED, List.of("resolve", "answer", "leads", "up", "fast")),
                Arguments.of("a target", change("within: PT16H", "within: PT3H"), List.of("resolve")),
                Arguments.of(
                        "a calendar",
                        change("from: \"08:00\", to: \"18:00\"", "from: \"09:00\", to: \"15:00\""),
                        List.of("resolve", "answer")),
                Arguments.of(
                        "an exclusion",
                        change("effect: exclude", "effect: exclude, cap: PT20H, per: month"),
                        List.of("up")),
                Arguments.of(
                        "earn-back",
                        change("percent: \"12\"}]}", "percent: \"12\"}], earnBack: {periods: 1}}"),
                        List.of("resolve")));
    }

    private static UnaryOperator<String> change(String from, String to) {
        return text -> text.replace(from, to);
    }

    /** The oracle: an agreement that had the changed content in force from the first day, with the same history. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void domain73AChangeWouldHaveComeToWhatItComesToWhereItIsInForce(
            String what, UnaryOperator<String> change, List<String> touched) {
        PreviewScene scene = scene();
        Preview preview = scene.preview(change, 3);
        PreviewScene twin = scene(change);

        Map<String, Object> expected = new TreeMap<>();
        twin.bean(Verdicts.class)
                .of(twin.agreement, PreviewFacts.QUARTER)
                .forEach(stored -> expected.put(
                        CreditCases.key(stored.verdict()), PreviewFacts.of(stored.verdict(), scene.id, twin.id)));
        Map<String, Object> found = new TreeMap<>();
        preview.lines().forEach(line -> line.after()
                .ifPresent(
                        p -> found.put(CreditCases.key(p.verdict()), PreviewFacts.of(p.verdict(), scene.id, twin.id))));
        assertThat(found).isEqualTo(expected).hasSize(3 * 7);
        assertThat(preview.lines().stream().filter(PreviewLine::changed).map(PreviewLine::term))
                .as("a preview that changes nothing would prove nothing: " + what)
                .containsAll(touched);
        // Long after, when all is final that has ended.
        context.getBean(MovedTimeSource.class).moveTo(Instant.parse("2026-04-28T09:00:00Z"));
        twin.bean(KeepVerdictsCurrent.class).run();
        List<Credit> credits = twin.bean(Credits.class).of(twin.agreement);
        BigDecimal owed = credits.stream().map(Credit::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(preview.lines().stream()
                        .flatMap(line -> line.after().stream())
                        .flatMap(p -> p.outcome().stream())
                        .map(Outcome::name)
                        .sorted()
                        .toList())
                .isEqualTo(credits.stream()
                        .map(Credit::state)
                        .filter(state -> state != Credit.State.CANCELLED || what.equals("earn-back"))
                        .map(state -> state == Credit.State.CANCELLED ? "EARNED_BACK" : state.name())
                        .sorted()
                        .toList());
        assertThat(preview.credits()).singleElement().satisfies(total -> assertThat(total.after())
                .isEqualByComparingTo(owed));
    }

    @Test
    void whatCannotBeComparedSaysWhy() {
        PreviewScene scene = scene();

        Preview preview = scene.preview(
                text -> text.replace("id: rest, calendar", "id: others, calendar")
                        .replace("- id: leads", "- id: prospects")
                        .replace(
                                "target: {share: \"90%\", calendar: always, per: month}",
                                "target: {share: \"90%\", calendar: always, per: week}")
                        .replace("service: portal\n", "service: checkout\n"),
                1);

        assertThat(why(preview, "resolve", "others")).containsExactly(Incomparable.NEW_TARGET);
        assertThat(why(preview, "resolve", "rest")).containsExactly(Incomparable.REMOVED_TARGET);
        assertThat(why(preview, "prospects", "big")).containsExactly(Incomparable.NEW_TERM);
        assertThat(why(preview, "leads", "big")).containsExactly(Incomparable.REMOVED_TERM);
        assertThat(preview.lines())
                .filteredOn(line -> line.term().equals("fast"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.why()).containsExactly(Incomparable.OTHER_PERIODS));
        assertThat(preview.lines())
                .filteredOn(
                        line -> line.term().equals("resolve") && line.target().equals(Optional.of("p1")))
                .singleElement()
                .satisfies(line -> assertThat(line.why()).isEmpty());
    }

    @Test
    void aChangedMeasureWithoutDataAndASourceThatNeverSpokeSayNothing() {
        PreviewScene scene = scene();

        Preview preview = scene.preview(
                text -> text.replace("limit: {atMost", "indicator: p99, limit: {atMost")
                        .replace(
                                "  exclusions:",
                                "    - {id: calls, service: desk, obligated: provider, measure: {kind: ratio, source: calls-ID,"
                                        + " method: occurrences}, target: {share: \"90%\", calendar: always, per: month}}\n"
                                        + "  exclusions:")
                        .replace("  terms:", "    - {id: calls-ID, kind: counters, complete: watermark}\n  terms:"),
                1);

        assertThat(why(preview, "fast", "")).containsExactly(Incomparable.MEASURE_CHANGED);
        assertThat(why(preview, "calls", "")).containsExactly(Incomparable.NEW_TERM, Incomparable.NOT_RECORDED);
    }

    @Test
    void aLimitThatNobodyHasRegisteredIsCountedFromTheRawValues() {
        PreviewScene scene = scene();
        PreviewScene twin = scene(text -> text.replace("{atMost: \"300\"", "{atLeast: \"120\""));

        Preview preview = scene.preview(text -> text.replace("{atMost: \"300\"", "{atLeast: \"120\""), 3);

        Map<Object, Object> expected = twin.bean(Verdicts.class).of(twin.agreement, PreviewFacts.QUARTER).stream()
                .filter(stored -> stored.verdict().term().equals("fast"))
                .collect(Collectors.toMap(stored -> stored.verdict().period().part(), stored -> stored.verdict()
                        .share()));
        assertThat(preview.lines().stream()
                        .filter(line -> line.term().equals("fast"))
                        .collect(Collectors.toMap(line -> (Object) line.period().part(), line ->
                                (Object) line.after().orElseThrow().verdict().share())))
                .isEqualTo(expected)
                .hasSize(3);
    }

    @Test
    void aFirstDraftIsJudgedOnWhatHappenedBeforeAnybodySignedIt() {
        PreviewScene scene = new PreviewScene(context);
        scene.live(17, 60);
        scene.draft(text -> text.replace("start: \"2026-01-01\"", "start: \"2026-07-01\""));

        Preview preview = scene.preview(text -> text.replace("start: \"2026-01-01\"", "start: \"2026-07-01\""), 2);

        assertThat(preview.lines()).hasSize(2 * 7).allSatisfy(line -> {
            assertThat(line.before()).isEmpty();
            assertThat(line.why()).containsExactly(Incomparable.NOT_IN_FORCE);
        });
        assertThat(preview.lines().stream()
                        .flatMap(line -> line.after().stream())
                        .map(p -> p.verdict().value()))
                .contains(VerdictValue.FULFILLED, VerdictValue.VIOLATED);
    }

    /** Its own holidays are frozen from its start; those before it are days of the region too. */
    @Test
    void domain34APreviewKnowsTheHolidaysBeforeTheStart() {
        PreviewScene scene = new PreviewScene(context);
        scene.activate(AS_IT_IS);
        // 3 h of Friday; 12 h, had Thursday, the first of January, been a working day.
        scene.ticket("I", "2026-01-01T08:00:00Z", "2026-01-02T10:00:00Z");
        scene.live(3, 0);
        UnaryOperator<String> later = text -> text.replace("start: \"2026-01-01\"", "start: \"2026-05-01\"")
                .replace("within: P3BD", "within: PT4H")
                .replace("onlyIf: {items: {atLeast: 3}, per: quarter}", "minimumEvents: 1");

        Preview preview = scene.preview(later, 3);

        assertThat(preview.lines())
                .filteredOn(line -> line.label().equals("2026-01")
                        && line.target().equals(Optional.of("rest"))
                        && line.term().equals("resolve"))
                .singleElement()
                .satisfies(line ->
                        assertThat(line.after().orElseThrow().verdict().value()).isEqualTo(VerdictValue.FULFILLED));
    }

    @Test
    void tooMuchWorkIsRefusedWithTheBound() {
        PreviewScene scene = scene();

        assertThatThrownBy(() -> scene.preview(AS_IT_IS, 13))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("between 1 and 12");
        assertThatThrownBy(() -> bounded(new PreviewSettings(12, 20, Duration.ofMinutes(1), 2))
                        .of(scene.agreement, scene.proposal(AS_IT_IS), 3, scene.asNora()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("more than 20 work items");
        assertThatThrownBy(() -> bounded(new PreviewSettings(12, 1000, Duration.ZERO, 2))
                        .of(scene.agreement, scene.proposal(AS_IT_IS), 3, scene.asNora()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("more than PT0S");
        assertThatThrownBy(() -> bounded(new PreviewSettings(12, 1000, Duration.ofMinutes(1), 0))
                        .of(scene.agreement, scene.proposal(AS_IT_IS), 3, scene.asNora()))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo("over-capacity"));
    }

    private PreviewChange bounded(PreviewSettings settings) {
        return new PreviewChange(
                context.getBean(Agreements.class),
                context.getBean(Verdicts.class),
                context.getBean(Sources.class),
                context.getBean(WalkItems.class),
                context.getBean(CompareTerms.class),
                settings,
                context.getBean(TimeSource.class),
                context.getBean(PlatformTransactionManager.class));
    }

    @Test
    void whoeverProposesASourceOfOthersLearnsNothingOfIt() {
        PreviewScene scene = scene();
        PreviewScene other = amended();

        Preview preview = scene.preview(text -> text.replace("tickets-ID", other.tickets), 1);

        assertThat(preview.items()).isZero();
        assertThat(preview.lines())
                .filteredOn(line -> !line.term().equals("fast"))
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.after()).isEmpty();
                    assertThat(line.why()).containsExactly(Incomparable.SOURCE_NOT_SHARED);
                });
    }

    private static List<Incomparable> why(Preview preview, String term, String target) {
        return preview.lines().stream()
                .filter(line ->
                        line.term().equals(term) && line.target().orElse("").equals(target))
                .findFirst()
                .orElseThrow(() -> new AssertionError(term + " " + target + " in " + preview.lines()))
                .why();
    }
}
