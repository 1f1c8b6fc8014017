package io.surety.security;

import static io.surety.security.LoginsForTests.PASSWORD;
import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One login serves all, ends with its password, its person and its rights, and alone does not write. */
@WholeApplicationTest
class LoginTest extends SecurityScene {

    // ---- one login

    @Test
    void oneLoginServesThePagesTasklistAndTheApi() throws Exception {
        String person = logins.person("finance-approver");

        HttpResponse<String> answer = browser.login(person, PASSWORD);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/"));
        assertThat(browser.get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/app/tasklist/default/", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(200);
        JsonNode session = JSON.readTree(
                browser.get("/camunda/api/admin/auth/user/default").body());
        assertThat(session.get("userId").asText()).isEqualTo(person);
        assertThat(session.get("authorizedApps").toString())
                .contains("tasklist")
                .doesNotContain("cockpit");
    }

    @Test
    void theLogoutOfTasklistEndsTheOneSession() {
        browser.login(logins.person("finance-approver"), PASSWORD);
        browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        String token = browser.cookie("XSRF-TOKEN").orElseThrow();

        HttpResponse<String> answer =
                browser.post("/camunda/api/admin/auth/user/default/logout", "", "X-XSRF-TOKEN", token);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(browser.get("/", "Accept", "text/html").statusCode()).isEqualTo(302);
    }

    @Test
    void aWrongPasswordLeadsBackToTheLoginPage() {
        HttpResponse<String> answer = browser.login(logins.person("finance-approver"), "not it");

        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
        assertThat(browser.get("/login?error", "Accept", "text/html", "Accept-Language", "de")
                        .body())
                .contains("Anmeldename oder Passwort ist falsch.");
    }

    // ---- who is not logged in

    @ParameterizedTest
    @ValueSource(strings = {"/", "/agreements", "/swagger-ui/index.html", "/camunda/app/tasklist/default/", "/nowhere"})
    void aPageWithoutLoginLeadsToTheLoginPage(String page) {
        HttpResponse<String> answer = browser.get(page, "Accept", "text/html");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/people/me",
                "/engine-rest/task",
                "/engine-rest/engine/default/task",
                "/camunda/api/engine/engine/default/task",
                "/v3/api-docs",
                "/actuator/prometheus",
                "/actuator/health",
                "/nowhere"
            })
    void aProgramWithoutLoginIsRefused(String path) {
        assertThat(browser.get(path).statusCode()).isEqualTo(401);
        assertThat(browser.get(path, "Authorization", basic(logins.person("operator"), "wrong"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aRefusalOfTheApiIsAProblemDetail() throws Exception {
        HttpResponse<String> answer = browser.get("/api/people/me");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(JSON.readTree(answer.body()).get("type").asText()).isEqualTo("urn:surety:problem:login-needed");
    }

    // ---- passwords

    @Test
    void aRememberedLoginEndsWithThePassword() {
        String person = logins.person("finance-approver");
        assertThat(status(person, PASSWORD)).isEqualTo(200);
        assertThat(status(person, PASSWORD)).isEqualTo(200);

        User user = identity.createUserQuery().userId(person).singleResult();
        user.setPassword("another one, 2!");
        preset.save(user);

        assertThat(status(person, PASSWORD)).isEqualTo(401);
        // The engine makes everybody wait after a wrong password.
        time.moveBy(Duration.ofSeconds(10));
        assertThat(status(person, "another one, 2!")).isEqualTo(200);
    }

    @Test
    void aRememberedLoginEndsWithThePerson() {
        String person = logins.person("finance-approver");
        assertThat(status(person, PASSWORD)).isEqualTo(200);

        identity.deleteUser(person);

        assertThat(status(person, PASSWORD)).isEqualTo(401);
    }

    @Test
    void aRoleThatIsTakenAwayIsGoneAtTheNextRequest() throws Exception {
        String organisation = "org-" + UUID.randomUUID().toString().substring(0, 8);
        String person = logins.person("operator", organisation);
        String authorization = basic(person, PASSWORD);
        assertThat(mayOpenCockpit(authorization)).isTrue();

        identity.deleteMembership(person, organisation + ".operator");

        assertThat(mayOpenCockpit(authorization)).isFalse();
    }

    private boolean mayOpenCockpit(String authorization) throws Exception {
        return JSON.readTree(browser.get(
                                "/engine-rest/authorization/check?permissionName=ACCESS&resourceName=Application"
                                        + "&resourceType=0&resourceId=cockpit",
                                "Authorization",
                                authorization)
                        .body())
                .get("authorized")
                .asBoolean();
    }

    private int status(String person, String password) {
        return browser.get("/engine-rest/task/count", "Authorization", basic(person, password))
                .statusCode();
    }

    @Test
    void passwordsAreKeptAsArgon2() {
        String person = logins.person("finance-approver");

        assertThat(identity.createUserQuery().userId(person).singleResult().getPassword())
                .startsWith("{ARGON2ID}$argon2id$");
    }

    // ---- forged requests and headers

    @Test
    void aSessionAloneDoesNotWrite() {
        HttpResponse<String> login = browser.login("admin", "surety");
        assertThat(login.statusCode()).as(login.body()).isEqualTo(302);
        HttpResponse<String> list = browser.get("/api/source-tokens");
        assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
        String token = browser.cookie("SURETY-XSRF").orElseThrow();

        assertThat(browser.post("/api/source-tokens", "{}", "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.post("/api/source-tokens", "{}", "Content-Type", "application/json", "X-SURETY-XSRF", token)
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void ourPagesRunScriptsOfOurOwnOnly() {
        HttpResponse<String> page = browser.get("/login", "Accept", "text/html");

        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .contains("script-src 'self'", "frame-ancestors 'none'", "default-src 'none'")
                .doesNotContain("unsafe"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void tasklistRunsNoEvaluatedScripts() {
        browser.login(logins.person("finance-approver"), PASSWORD);

        assertThat(browser.get("/camunda/app/tasklist/default/", "Accept", "text/html")
                        .headers()
                        .firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("'strict-dynamic'").doesNotContain("unsafe-eval"));
    }
}
