package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.approval.OpenRound;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.review.StartReview;
import io.surety.testing.ApiClient;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Whoever asks for what is not hers gets the same answer as if it were not there. */
@WholeApplicationTest
class RestVisibilityTest {

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private OpenRound openApproval;

    @Autowired
    private StartReview reviews;

    @Autowired
    private MovedTimeSource time;

    @Autowired
    private ApiClient api;

    private ThreeParties three;
    private PersonId stranger;

    @BeforeEach
    void anAgreementInForce() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
        stranger = new ThreeParties(register, read).manager;
        VersionRef ref = three.draft(agreements, Content.PLAIN.thirdParty().validity("2026-01-01", "2027-01-01"))
                .ref();
        IntoForce.bring(agreements, ref, three.manager);
    }

    @Test
    void aForeignAgreementAndAllThatBelongsToItIsNotThere() {
        String absent = "sla-" + UUID.randomUUID().toString().substring(0, 9);
        for (String part : List.of(
                "",
                "/history",
                "/versions/1/document",
                "/offers",
                "/process",
                "/approvals",
                "/verdicts",
                "/terms/respond/ledger?period=2026-02",
                "/violations",
                "/credits",
                "/reviews",
                "/reports",
                "/reports/2026-02")) {
            same("GET", "/api/agreements/%s" + part, "", three.agreement, absent);
        }
        String head = "\"head\": \"" + "0".repeat(64) + "\"";
        String reason = "{\"reason\": \"for a reason\"}";
        String offer = "/offers/" + UUID.randomUUID();
        for (String[] act : new String[][] {
            {"/offers", "{\"expiresAt\": \"2026-03-20T00:00:00Z\"}"},
            {offer + "/acceptance", "{" + head + "}"},
            {offer + "/withdrawal", "{" + head + "}"},
            {offer + "/rejection", "{" + head + ", \"reason\": \"too dear\"}"},
            {"/consents", "{" + head + ", \"thirdParty\": \"" + three.thirdParty + "\"}"},
            {"/approval", ""},
            {"/suspension", reason},
            {"/resumption", reason},
            {"/cancellation", reason},
            {"/termination", "{\"date\": \"2026-12-01\", \"reason\": \"we move\"}"},
            {"/reviews", ""}
        }) {
            same("POST", "/api/agreements/%s" + act[0], act[1], three.agreement, absent);
        }
    }

    @Test
    void aForeignReviewIsNotThere() {
        String review = reviews.extra(three.agreement, "a merger", "m", three.manager)
                .id()
                .toString();

        assertThat(api.get(three.manager, "/api/reviews/" + review).statusCode())
                .isEqualTo(200);
        same("GET", "/api/reviews/%s", "", review, UUID.randomUUID().toString());
    }

    @Test
    void aForeignSourceWithItsOutagesAndTokensIsNotThere() {
        String source = "tickets-" + three.agreement;
        String absent = "tickets-" + UUID.randomUUID().toString().substring(0, 13);
        api.done("PUT", three.manager, "/api/sources/" + source, "{\"owner\": \"" + three.provider + "\"}");
        api.done(
                "POST",
                three.manager,
                "/api/outages",
                "{\"source\": \"%s\", \"id\": \"o1\", \"service\": \"desk\", \"from\": \"2026-03-01T10:00:00Z\"}"
                        .formatted(source));
        JsonNode token = api.done("POST", three.manager, "/api/source-tokens", "{\"source\": \"" + source + "\"}");
        api.done(
                "POST",
                three.manager,
                "/api/measurements",
                ("[{\"kind\":\"work-item\",\"source\":\"%s\",\"id\":\"e1\",\"item\":\"I1\",\"type\":\"created\","
                                + "\"at\":\"2026-03-02T08:00:00Z\"}]")
                        .formatted(source));

        same("GET", "/api/sources/%s", "", source, absent);
        same("GET", "/api/sources/%s/unmatched-items", "", source, absent);
        same("GET", "/api/sources/%s/pulls", "", source, absent);
        same("GET", "/api/work-items/%s/I1/clocks", "", source, absent);
        same("POST", "/api/outages/%s/o1/confirmation", "{\"revision\": 0}", source, absent);
        same("POST", "/api/outages/%s/o1/end", "{}", source, absent);
        same("POST", "/api/maintenance-windows/%s/m1/confirmation", "{\"revision\": 0}", source, absent);
        same(
                "DELETE",
                "/api/source-tokens/%s",
                "",
                token.path("token").path("id").asText(),
                UUID.randomUUID().toString());
        for (String list : List.of("/api/sources", "/api/outages", "/api/source-tokens")) {
            assertThat(api.get(three.manager, list).body()).contains(source);
            assertThat(api.get(stranger, list).body()).doesNotContain(source);
        }
    }

    @Test
    void aThirdPartyKnowsOfTheAgreementButNotWhatItsPartnersOweEachOther() {
        String path = "/api/agreements/" + three.agreement;
        assertThat(api.get(three.contact, path).statusCode()).isEqualTo(200);
        for (String part : List.of(
                "/verdicts",
                "/terms/respond/ledger?period=2026-02",
                "/violations",
                "/credits",
                "/reviews",
                "/reports",
                "/versions/1/document")) {
            HttpResponse<String> answer = api.get(three.contact, path + part);
            assertThat(answer.statusCode()).as(part + ": " + answer.body()).isEqualTo(403);
            assertThat(answer.body()).as(part).contains("-of-the-sides");
        }
    }

    @Test
    void whoIsNoPartyAnyMoreLearnsNothingOfWhatCameAfterHer() {
        VersionRef second = agreements
                .draft(three.document(Content.PLAIN.validity("2026-04-01", "2027-01-01")), three.manager)
                .ref();
        agreements.move(second, VersionState.NEGOTIATING, three.manager, "offered");
        agreements.move(second, VersionState.AGREED, three.representative, "accepted");
        openApproval.open(second);

        for (String part : List.of("", "/history", "/process", "/approvals", "/offers")) {
            String path = "/api/agreements/" + three.agreement + part;
            assertThat(api.get(three.manager, path).statusCode()).as(part).isEqualTo(200);
            assertThat(api.get(three.contact, path).body())
                    .as(part)
                    .doesNotContain(second.toString())
                    .doesNotContain(agreements.get(second).hash().hex());
        }
        assertThat(api.get(three.manager, "/api/agreements/" + three.agreement + "/approvals")
                        .body())
                .contains(second.toString());
        assertThat(api.get(three.contact, "/api/agreements/" + three.agreement + "/versions/2/document")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneWithTheNextRequest() {
        String path = "/api/agreements/" + three.agreement + "/renewal";
        String act = "/api/agreements/" + three.agreement + "/termination";
        String late = "{\"date\": \"2030-01-01\", \"reason\": \"we move\"}";
        assertThat(api.get(three.manager, path).statusCode()).isEqualTo(200);
        assertThat(api.send("POST", three.manager, act, late).body()).contains("date-too-late");
        assertThat(api.get(three.manager, "/api/people/me").body()).contains("service-level-manager");

        register.withdraw(three.manager, three.provider, Role.SERVICE_LEVEL_MANAGER);
        assertThat(api.get(three.manager, "/api/people/me").body()).doesNotContain("service-level-manager");
        assertThat(api.send("POST", three.manager, act, late).body()).contains("not-a-representative");
        assertThat(api.get(three.manager, path).statusCode())
                .as("she is of the provider all the same")
                .isEqualTo(200);
    }

    /** Asks for what is there and for what is not, as somebody whom it does not concern. */
    private void same(String method, String path, String body, String foreign, String absent) {
        HttpResponse<String> one = api.send(method, stranger, path.formatted(foreign), body);
        HttpResponse<String> other = api.send(method, stranger, path.formatted(absent), body);

        assertThat(one.statusCode()).as(path + ": " + one.body()).isEqualTo(404);
        assertThat(one.body().replace(foreign, "ID"))
                .as(path)
                .isEqualTo(other.body().replace(absent, "ID"));
    }
}
