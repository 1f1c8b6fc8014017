package io.surety.security;

import static io.surety.security.LoginsForTests.PASSWORD;
import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the token of a source may do, for how long, and who gets one. */
@WholeApplicationTest
class SourceTokensTest extends SecurityScene {

    @Autowired
    private Sources sources;

    // ---- tokens

    @Test
    void aTokenDeliversForItsSourceAndDoesNothingElse() throws Exception {
        String secret = issue("P30D").get("secret").asText();

        String bearer = "Bearer " + secret;
        assertThat(browser.get("/api/people/me", "Authorization", bearer).statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/api/source-tokens", "Authorization", bearer).statusCode())
                .isEqualTo(403);
        assertThat(browser.get("/engine-rest/task", "Authorization", bearer).statusCode())
                .isEqualTo(401);
        assertThat(browser.post("/api/work-items/nowhere", "{}", "Authorization", bearer)
                        .statusCode())
                .isNotIn(401, 403);
    }

    @Test
    void aTokenIsRefusedFromItsLastInstantOn() throws Exception {
        String bearer = "Bearer " + issue("PT1H").get("secret").asText();

        time.moveBy(Duration.ofHours(1).minusMillis(1));
        assertThat(deliver(bearer)).isNotEqualTo(401);

        time.moveBy(Duration.ofMillis(1));
        assertThat(deliver(bearer)).isEqualTo(401);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() throws Exception {
        String organisation = "org-" + UUID.randomUUID().toString().substring(0, 8);
        String manager = logins.person("service-level-manager", organisation);
        JsonNode issued = issue("P30D", organisation, manager);
        String bearer = "Bearer " + issued.get("secret").asText();
        assertThat(deliver(bearer)).isNotEqualTo(401);

        HttpResponse<String> answer = browser.send(
                "DELETE",
                "/api/source-tokens/" + issued.get("token").get("id").asText(),
                "",
                "Authorization",
                basic("admin", "surety"));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(deliver(bearer)).isEqualTo(401);
    }

    @Test
    void aSecretWithOneOtherLetterIsRefused() throws Exception {
        String secret = issue("P30D").get("secret").asText();
        char last = secret.charAt(secret.length() - 2);

        String other = secret.substring(0, secret.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + secret.charAt(secret.length() - 1);

        assertThat(deliver("Bearer " + other)).isEqualTo(401);
        assertThat(deliver("Bearer surety_")).isEqualTo(401);
        assertThat(deliver("Bearer nonsense")).isEqualTo(401);
    }

    @Test
    void aTokenOfAForeignSourceCannotBeIssued() {
        String source = source("org-" + UUID.randomUUID().toString().substring(0, 8));

        assertThat(request(source, "P30D", basic(logins.person("service-level-manager"), PASSWORD))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTokenRequestSaysWhatIsWrongWithIt() throws Exception {
        HttpResponse<String> answer = browser.post(
                "/api/source-tokens",
                "{\"scopes\": [\"everything\"], \"validFor\": \"P5000D\"}",
                "Authorization",
                basic("admin", "surety"),
                "Content-Type",
                "application/json");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(JSON.readTree(answer.body()).get("diagnostics").findValuesAsText("path"))
                .containsExactlyInAnyOrder("/source", "/scopes", "/validFor");
    }

    private int deliver(String bearer) {
        return browser.post("/api/work-items/nowhere", "{}", "Authorization", bearer)
                .statusCode();
    }

    private JsonNode issue(String life) throws Exception {
        String organisation = "org-" + UUID.randomUUID().toString().substring(0, 8);
        return issue(life, organisation, logins.person("service-level-manager", organisation));
    }

    private JsonNode issue(String life, String organisation, String manager) throws Exception {
        HttpResponse<String> answer = request(source(organisation), life, basic("admin", "surety"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> request(String source, String life, String authorization) {
        return browser.post(
                "/api/source-tokens",
                "{\"source\": \"" + source + "\", \"validFor\": \"" + life + "\"}",
                "Authorization",
                authorization,
                "Content-Type",
                "application/json");
    }

    private String source(String owner) {
        String id = "source-" + UUID.randomUUID().toString().substring(0, 8);
        sources.register(new Source(id, new OrganisationId(owner), Set.of()), new PersonId("admin"));
        return id;
    }
}
