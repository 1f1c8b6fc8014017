package io.surety.evaluation.composite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.consequence.CauseRequest;
import io.surety.evaluation.consequence.CauseRequests;
import io.surety.evaluation.consequence.PortalScene;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.measurement.Content;
import io.surety.party.PersonId;
import io.surety.shared.Ratio;
import io.surety.testing.ApiClient;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Services with parts, and the agreements that carry a term, in the whole application ({@code domain.md} 5.5, 7.7). */
@WholeApplicationTest
class CompositeLifeTest {

    private final ApplicationContext context;
    private final ApiClient api;
    private PortalScene scene;

    @Autowired
    CompositeLifeTest(ApplicationContext context, ApiClient api) {
        this.context = context;
        this.api = api;
        this.scene = new PortalScene(context);
    }

    @BeforeEach
    void another() {
        scene = new PortalScene(context);
    }

    private void close(String month) {
        scene.bean(ClosePeriods.class)
                .judgeBatch(CloseKey.parse("close:Europe/Berlin:" + month), scene.agreement + "@00000/");
        scene.judge();
    }

    @Test
    void domain55WhatIsSaidOfAPartLaterHasTheWholeJudgedAgain() {
        scene.parts = ", {id: cart, description: cart, partOf: portal, notIncluded: [payment]}";
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        close("2026-01");
        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.FULFILLED);

        Instant from = Instant.parse("2026-01-10T00:00:00Z");
        scene.deliver(
                "late", 0, new Content.Outage("cart", from, from.plus(Duration.ofHours(10)), "fault", null, "seen"));
        scene.judge();

        assertThat(scene.verdict("2026-01-15").verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(scene.verdict("2026-01-15").verdict().share()).contains(Ratio.of(734, 744));
    }

    @Test
    void domain55WhoeverDecidesAboutTheWholeIsAskedAboutTheCauseOfAPart() {
        scene.parts = ", {id: cart, description: cart, partOf: portal, notIncluded: [payment]}";
        scene.activate("");
        scene.at("2026-02-02T09:00:00Z");
        Instant from = Instant.parse("2026-01-10T00:00:00Z");

        scene.deliver(
                "theirs",
                0,
                new Content.Outage("cart", from, from.plus(Duration.ofHours(10)), "customer", null, "seen"));

        assertThat(scene.bean(CauseRequests.class).of(Set.of(scene.provider, scene.customer)))
                .extracting(CauseRequest::organisation)
                .contains(scene.provider, scene.customer);
    }

    @Test
    void domain77WhatCarriesATermIsExpectedToComeToTheProductWhichIsNoProof() throws IOException {
        scene.activateContract();
        scene.activate("      supportedBy: [{agreement: %s, term: hosting-up, as: serial}, {own: PT7H26M24S}]"
                .formatted(scene.contract));
        scene.at("2026-02-02T09:00:00Z");
        scene.known();
        close("2026-01");
        scene.bean(ClosePeriods.class)
                .judgeBatch(CloseKey.parse("close:Europe/Berlin:2026-01"), scene.contract + "@00000/");

        JsonNode chain = chain(scene.nora);

        assertThat(chain.at("/links/0/promised/share").asText()).isEqualTo("99/100");
        assertThat(chain.at("/links/0/achieved/share").asText()).isEqualTo("1/1");
        assertThat(chain.at("/links/1/as").asText()).isEqualTo("OWN");
        assertThat(chain.at("/links/1/promised/share").asText()).isEqualTo("99/100");
        assertThat(chain.at("/expected/share").asText()).isEqualTo("9801/10000");
        assertThat(chain.at("/expectedAchieved/share").asText()).isEqualTo("99/100");
        assertThat(chain.at("/carries").asBoolean(true)).isFalse();
        assertThat(chain.at("/assumption").asText()).isEqualTo("independent");
        assertThat(chain.has("guaranteed"))
                .as("maintenance makes its service time shorter, by nobody knows how much")
                .isFalse();

        JsonNode customers = chain(scene.carla);
        assertThat(customers.at("/links/0/unknown").asText()).isEqualTo("NOT_SHARED");
        assertThat(customers.at("/links/0").has("promised")).isFalse();
        assertThat(customers.has("expected")).isFalse();
        assertThat(page(scene.nora)).contains("What carries it", "98.010000 %", "not expected to carry it");
        assertThat(page(scene.carla)).contains("is an agreement of others").doesNotContain("98.010000");
    }

    /** The contract allows 7.44 h in January, all of which may fall into one week of 168 h. */
    @Test
    void domain77WhatIsGuaranteedOfAWeekBearsAllThatTheMonthOfThePartAllows() {
        scene.activateContract();
        weekly(", {own: PT30M}");

        JsonNode chain = chain(scene.nora, "2026-W03");

        assertThat(chain.at("/guaranteed/share").asText())
                .isEqualTo(Ratio.of(16_800 - 744 - 50, 16_800).toString());
        assertThat(chain.at("/proven").asBoolean(false)).isTrue();
        assertThat(chain(scene.nora, "2026-W05").at("/guaranteed/share").asText())
                .as("a week of two months")
                .isEqualTo(Ratio.of(16_800 - 744 - 672 - 50, 16_800).toString());
        assertThat(chain(scene.nora, "2026-W05").at("/proven").asBoolean(true)).isFalse();
        assertThat(chain(scene.carla, "2026-W03").has("guaranteed")).isFalse();
        scene.at("2026-01-20T09:00:00Z");
        assertThat(page(scene.nora)).contains("Together, guaranteed", "95.273809 %", "it is carried for sure");
        assertThat(page(scene.carla)).doesNotContain("Together, guaranteed");
    }

    /** It owes 372 h in January, and nothing in 84 h of each week. */
    @Test
    void domain77NothingIsGuaranteedOfTheTimeInWhichAPartOwesNothing() {
        scene.activate(scene.contract, scene.contractDocument().replace("to: \"24:00\"", "to: \"12:00\""));
        weekly("");

        assertThat(chain(scene.nora, "2026-W03").at("/guaranteed/share").asText())
                .isEqualTo(Ratio.of(16_800 - 8_400 - 372, 16_800).toString());
    }

    /** With 95 % a week around the clock, and nothing that makes it less. */
    private void weekly(String more) {
        String term =
                "      supportedBy: [{agreement: %s, term: hosting-up, as: serial}%s]".formatted(scene.contract, more);
        scene.activate(
                scene.agreement,
                scene.document(term)
                        .replaceFirst("    - \\{id: patching.*\n", "")
                        .replace("per: month}\n      supportedBy", "per: week}\n      supportedBy")
                        .replace("atLeast: \"99%\"", "atLeast: \"95%\""));
    }

    private JsonNode chain(PersonId person) {
        return chain(person, "2026-01");
    }

    private JsonNode chain(PersonId person, String period) {
        return api.got(person, "/api/agreements/" + scene.agreement + "/terms/portal-up/chain?period=" + period);
    }

    private String page(PersonId person) {
        return api.browser(person)
                .get("/agreements/" + scene.agreement, "Accept", "text/html", "Accept-Language", "en")
                .body();
    }
}
