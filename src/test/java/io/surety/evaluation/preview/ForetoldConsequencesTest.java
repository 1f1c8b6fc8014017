package io.surety.evaluation.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.evaluation.consequence.ThirdPartyClaim;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.measurement.Content;
import io.surety.party.Caller;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** {@code domain.md} 6.2, 6.4 and 7.3: what a change would have given to the customer, and to claim from third parties. */
@WholeApplicationTest
class ForetoldConsequencesTest {

    private final ApplicationContext context;
    private PortalScene scene;
    private String current = "";

    @Autowired
    ForetoldConsequencesTest(ApplicationContext context) {
        this.context = context;
        this.scene = new PortalScene(context);
    }

    @Test
    void domain73AStricterTargetWouldHaveGivenWhatItGivesWhereItIsInForce() {
        UnaryOperator<String> stricter =
                text -> text.replace("atLeast: \"99%\"", "atLeast: \"99.9%\"").replace("within: PT8H", "within: PT4H");
        january(text -> text);
        List<PreviewLine> lines = preview(stricter, scene.asNora()).lines();
        assertThat(claims(lines, Side.BEFORE)).isEmpty();
        List<String> foretold = claims(lines, Side.AFTER);

        scene = new PortalScene(context);
        january(stricter);

        assertThat(foretold).isEqualTo(opened()).containsExactly("portal-up 300 minutes", "resolve 360 minutes");
    }

    @Test
    void domain73AMilderTargetWouldHaveGivenNothingToClaim() {
        january(text -> text.replace("atLeast: \"99%\"", "atLeast: \"99.9%\"").replace("within: PT8H", "within: PT4H"));
        assertThat(opened()).hasSize(2);

        List<PreviewLine> lines = preview(
                        text -> text.replace("atLeast: \"99.9%\"", "atLeast: \"99%\"")
                                .replace("within: PT4H", "within: PT8H"),
                        scene.asNora())
                .lines();

        assertThat(claims(lines, Side.BEFORE)).isEqualTo(opened());
        assertThat(claims(lines, Side.AFTER)).isEmpty();
        assertThat(lines).allMatch(PreviewLine::changed);
    }

    @Test
    void domain73NothingChangesWhereWhatWasNotYetPublishedComesToTheSame() {
        UnaryOperator<String> stricter =
                text -> text.replace("atLeast: \"99%\"", "atLeast: \"99.9%\"").replace("within: PT8H", "within: PT4H");
        recorded(stricter);
        assertThat(opened()).isEmpty();

        List<PreviewLine> lines = preview(text -> text, scene.asNora()).lines();

        assertThat(claims(lines, Side.BEFORE))
                .isEqualTo(claims(lines, Side.AFTER))
                .containsExactly("portal-up 300 minutes", "resolve 360 minutes");
        assertThat(lines).noneMatch(PreviewLine::changed);
    }

    @Test
    void domain64OnlyTheClaimantReadsWhatItWouldHaveClaimed() {
        january(text -> text);

        Preview preview = preview(text -> text.replace("within: PT8H", "within: PT4H"), scene.asCarla());

        assertThat(preview.violatedAfter()).isEqualTo(1);
        assertThat(claims(preview.lines(), Side.AFTER)).isEmpty();
    }

    /** The cap of the year is 120.00. */
    @Test
    void domain62WhatIsEarnedBackUsesUpNoCapInAPreviewEither() {
        UnaryOperator<String> change =
                text -> text.replace("percent: \"10\"}]}", "percent: \"10\"}], earnBack: {periods: 1}}");
        quarter(text -> text);

        List<PreviewLine> lines = preview(change, 3, scene.asNora()).lines();
        assertThat(credits(lines, Side.BEFORE)).containsExactly("2026-03 20.00 ISSUED", "2026-01 100.00 ISSUED");
        assertThat(credits(lines, Side.AFTER)).containsExactly("2026-03 100.00 HELD", "2026-01 0.00 EARNED_BACK");
        assertThat(credits(preview(change, 1, scene.asNora()).lines(), Side.AFTER))
                .as("where January stays as it was, it was issued")
                .containsExactly("2026-03 20.00 HELD");

        scene = new PortalScene(context);
        quarter(change);
        assertThat(scene.bean(Credits.class).of(scene.agreement))
                .extracting(credit -> credit.state() + " " + credit.amount().toPlainString())
                .containsExactly("CANCELLED 0", "PROPOSED 100");
    }

    /** January and March fail, February does not. */
    private void quarter(UnaryOperator<String> change) {
        current = change.apply(
                scene.document("      credit: {base: agreement, tiers: [{below: \"99%\", percent: \"10\"}]}"
                        + "\n  creditLimits: {perYear: \"1%\", stacking: sum}"));
        scene.activate(scene.agreement, current);
        month("2026-01-12", Duration.ofHours(10), "2026-02-02T09:00:00Z");
        month("2026-02-12", Duration.ofMinutes(1), "2026-03-02T09:00:00Z");
        month("2026-03-12", Duration.ofHours(10), "2026-04-02T09:00:00Z");
    }

    private void month(String day, Duration down, String judgedAt) {
        scene.at(judgedAt);
        scene.fault(day + "T00:00:00Z", down);
        scene.judge();
    }

    private static List<String> credits(List<PreviewLine> lines, Side side) {
        return lines.stream()
                .flatMap(line -> (side == Side.BEFORE ? line.before() : line.after())
                        .filter(previewed -> previewed.outcome().isPresent()).stream()
                                .map(previewed -> line.label() + " "
                                        + previewed
                                                .credit()
                                                .orElseThrow()
                                                .getNumber()
                                                .numberValueExact(BigDecimal.class)
                                                .setScale(2)
                                        + " " + previewed.outcome().orElseThrow()))
                .toList();
    }

    private enum Side {
        BEFORE,
        AFTER
    }

    private static List<String> claims(List<PreviewLine> lines, Side side) {
        return lines.stream()
                .flatMap(line -> (side == Side.BEFORE ? line.before() : line.after()).stream())
                .flatMap(ForetoldConsequencesTest::texts)
                .sorted()
                .toList();
    }

    private static Stream<String> texts(Previewed previewed) {
        return previewed.claims().stream().map(claim -> text(previewed.verdict().term(), claim.millis()));
    }

    private List<String> opened() {
        return scene.bean(ThirdPartyClaims.class).of(scene.agreement).stream()
                .filter(claim -> claim.state() == ThirdPartyClaim.State.OPEN)
                .map(claim -> text(claim.term(), claim.millis()))
                .sorted()
                .toList();
    }

    private static String text(String term, long millis) {
        return term + " " + Duration.ofMillis(millis).toMinutes() + " minutes";
    }

    private Preview preview(UnaryOperator<String> change, Caller caller) {
        return preview(change, 1, caller);
    }

    private Preview preview(UnaryOperator<String> change, int periods, Caller caller) {
        ParsedDocument document =
                scene.bean(ReadDocument.class).read(change.apply(current).getBytes(StandardCharsets.UTF_8));
        Proposal proposal = new Proposal(document.document(), document.hash(), Optional.empty());
        return scene.bean(PreviewChange.class).of(scene.agreement, proposal, periods, caller);
    }

    private void january(UnaryOperator<String> change) {
        recorded(change);
        scene.judge();
    }

    /** Five hours down because of the supplier, and a ticket of seven hours of which six were with the supplier. */
    private void recorded(UnaryOperator<String> change) {
        scene.activateContract();
        current = change.apply(scene.document(
                """
                    - id: resolve
                      service: portal
                      obligated: provider
                      measure:
                        kind: duration
                        of: work-item
                        source: %s
                        start: {event: created}
                        attribute: [{while: {state: [Vendor]}, party: %s}]
                        stop: {enters: {state: [Resolved]}}
                      targets: [{id: all, calendar: always, within: PT8H}]
                      conformance: {atLeast: "95%%", per: month, by: term}
                """
                        .formatted(scene.source, scene.supplier)));
        scene.activate(scene.agreement, current);
        scene.at("2026-01-12T20:00:00Z");
        scene.deliver(
                "down", 0, scene.outage("2026-01-12T00:00:00Z", Duration.ofHours(5), "fault", scene.supplier.value()));
        item("created", "2026-01-12T08:00:00Z", "New");
        item("changed", "2026-01-12T09:00:00Z", "Vendor");
        item("changed", "2026-01-12T15:00:00Z", "Resolved");
        scene.bean(FindDueClocks.class).run();
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
    }

    private void item(String type, String at, String state) {
        Map<String, String> attributes =
                Map.of("service", "portal", "customer", scene.customer.value(), "state", state);
        scene.deliver(
                "INC1-" + at, 0, new Content.WorkItem("INC1", Instant.parse(at), List.of(), type, "human", attributes));
    }
}
