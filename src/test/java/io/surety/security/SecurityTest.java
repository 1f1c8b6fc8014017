package io.surety.security;

import static io.surety.security.LoginsForTests.PASSWORD;
import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import io.surety.workflow.PresetPassword;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@WholeApplicationTest
class SecurityTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private PresetPassword preset;

    @Autowired
    private FilterService filters;

    @Autowired
    private AuthorizationService authorizations;

    @Autowired
    private Sources sources;

    @Autowired
    private MovedTimeSource time;

    private LoginsForTests logins;
    private Browser browser;

    @BeforeEach
    void startAnew() {
        time.moveTo(MovedTimeSource.START);
        logins = new LoginsForTests(identity, preset);
        browser = new Browser(port);
    }

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
    void cockpitIsForOperatorsAndAdministrators() throws Exception {
        browser.login(logins.person("operator"), PASSWORD);
        assertThat(browser.get("/camunda/app/cockpit/default/", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(200);

        Browser other = new Browser(port);
        other.login(logins.person("customer-representative"), PASSWORD);
        assertThat(other.get("/camunda/app/cockpit/default/", "Accept", "text/html")
                        .statusCode())
                .isEqualTo(403);

        Browser admin = new Browser(port);
        admin.login("admin", "surety");
        admin.get("/camunda/app/cockpit/default/", "Accept", "text/html");
        JsonNode session =
                JSON.readTree(admin.get("/camunda/api/admin/auth/user/default").body());
        assertThat(session.get("authorizedApps").toString()).contains("tasklist", "cockpit", "admin");
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

    // ---- closed endpoints

    static Stream<String> roles() {
        return Stream.of(
                "service-level-manager",
                "customer-representative",
                "finance-approver",
                "operator",
                "third-party-manager",
                "camunda-admin");
    }

    private String login(String role) {
        return role.equals("camunda-admin") ? "admin" : logins.person(role);
    }

    private static String password(String login) {
        return login.equals("admin") ? "surety" : PASSWORD;
    }

    private static final List<String> CLOSED = List.of(
            "POST deployment/create",
            "POST deployment/create/",
            "POST deployment/%63reate",
            "POST deployment/some-id/redeploy",
            "DELETE deployment/some-id",
            "POST process-instance/some-id/modification",
            "POST process-instance/some-id/modification-async",
            "POST modification/execute",
            "POST modification/executeAsync",
            "POST process-definition/some-id/restart",
            "POST process-definition/some-id/restart-async",
            "POST migration/generate",
            "POST migration/execute",
            "POST filter/create",
            "POST filter/create/",
            "POST filter/%63reate",
            "PUT filter/some-id",
            "PUT filter/some-id/",
            "DELETE filter/some-id",
            "POST identity/verify",
            "POST user/create",
            "PUT user/admin/profile",
            "DELETE user/admin",
            "POST group/create",
            "PUT group/camunda-admin/members/somebody",
            "POST tenant/create",
            "POST authorization/create",
            "PUT authorization/some-id",
            "DELETE authorization/some-id",
            "POST job/some-id/execute",
            "POST decision-definition/key/approval-matrix/evaluate",
            "POST task/create");

    @ParameterizedTest
    @MethodSource("roles")
    void nobodyReachesAClosedEndpointOfTheRestApi(String role) {
        String login = login(role);
        for (String root : List.of("/engine-rest/", "/engine-rest/engine/default/")) {
            for (String closed : CLOSED) {
                String[] call = closed.split(" ");
                HttpResponse<String> answer = browser.send(
                        call[0],
                        root + call[1],
                        "{}",
                        "Authorization",
                        basic(login, password(login)),
                        "Content-Type",
                        "application/json");
                assertThat(answer.statusCode())
                        .as("%s as %s under %s", closed, role, root)
                        .isEqualTo(403);
                assertThat(answer.body()).contains("urn:surety:problem:forbidden");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("roles")
    void nobodyReachesAClosedEndpointThroughTheWebapps(String role) {
        String login = login(role);
        browser.login(login, password(login));
        browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        String token = browser.cookie("XSRF-TOKEN").orElseThrow();
        for (String closed : CLOSED) {
            String[] call = closed.split(" ");
            HttpResponse<String> answer = browser.send(
                    call[0],
                    "/camunda/api/engine/engine/default/" + call[1],
                    "{}",
                    "X-XSRF-TOKEN",
                    token,
                    "Content-Type",
                    "application/json");
            assertThat(answer.statusCode()).as("%s as %s", closed, role).isEqualTo(403);
            assertThat(answer.body()).contains("urn:surety:problem:forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine-rest//deployment/create",
                "/engine-rest/deployment;x=1/create",
                "/engine-rest/x/../deployment/create",
                "/engine-rest/deployment%2Fcreate",
                "/engine-rest/filter/create%00"
            })
    void aClosedEndpointIsNotReachedByATwistedPath(String path) {
        HttpResponse<String> answer =
                browser.post(path, "{}", "Authorization", basic("admin", "surety"), "Content-Type", "application/json");

        assertThat(answer.statusCode()).isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/camunda/api/admin/setup/default/user/create", "/camunda/app/admin/default/setup/"})
    void theSetupIsClosedForTheAdministratorToo(String path) {
        browser.login("admin", "surety");
        browser.get("/camunda/app/welcome/default/", "Accept", "text/html");

        assertThat(browser.post(
                                path,
                                "{}",
                                "X-XSRF-TOKEN",
                                browser.cookie("XSRF-TOKEN").orElseThrow())
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void nobodyHoldsTheRightToWriteFilters(String role) {
        String login = login(role);
        var groups = identity.createGroupQuery().groupMember(login).list().stream()
                .map(group -> group.getId())
                .toList();

        assertThat(authorizations.isUserAuthorized(login, groups, Permissions.CREATE, Resources.FILTER))
                .isFalse();
        assertThat(authorizations.isUserAuthorized(login, groups, Permissions.UPDATE, Resources.FILTER))
                .isFalse();
        filters.createFilterQuery().list().forEach(filter -> {
            assertThat(authorizations.isUserAuthorized(
                            login, groups, Permissions.UPDATE, Resources.FILTER, filter.getId()))
                    .isFalse();
            assertThat(authorizations.isUserAuthorized(
                            login, groups, Permissions.READ, Resources.FILTER, filter.getId()))
                    .isTrue();
        });
    }

    @Test
    void theSharedFiltersAreThereAndAnswerEachPerson() throws Exception {
        String person = logins.person("legal-approver");
        String authorization = basic(person, PASSWORD);

        JsonNode found = JSON.readTree(browser.get("/engine-rest/filter", "Authorization", authorization)
                .body());

        assertThat(found).hasSize(3);
        assertThat(found.findValuesAsText("name")).containsExactlyInAnyOrder("Mine", "My groups", "Overdue");
        for (JsonNode filter : found) {
            HttpResponse<String> list = browser.post(
                    "/engine-rest/filter/" + filter.get("id").asText() + "/list",
                    "{}",
                    "Authorization",
                    authorization,
                    "Content-Type",
                    "application/json");
            assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
        }
    }

    @Test
    void anExpressionInAnAdHocQueryIsRefused() {
        HttpResponse<String> answer = browser.post(
                "/engine-rest/task",
                "{\"assigneeExpression\": \"${currentUser()}\"}",
                "Authorization",
                basic("admin", "surety"),
                "Content-Type",
                "application/json");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("Expressions are forbidden in adhoc queries");
    }

    @ParameterizedTest
    @MethodSource("roles")
    void onlyAnAdministratorSeesHowTheEngineIsRun(String role) throws Exception {
        String login = login(role);
        String authorization = basic(login, password(login));

        JsonNode granted = JSON.readTree(browser.get("/engine-rest/authorization", "Authorization", authorization)
                .body());

        if (role.equals("camunda-admin")) {
            assertThat(granted.size()).isPositive();
        } else {
            assertThat(granted).isEmpty();
        }
        assertThat(browser.post(
                                "/engine-rest/message",
                                "{\"messageName\": \"any\"}",
                                "Authorization",
                                authorization,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .as("correlating a message")
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void grantsAreTheSameAfterASecondStart(@Autowired PrepareEngine prepare) {
        long before = count();
        prepare.afterSingletonsInstantiated();
        assertThat(count()).isEqualTo(before);
        assertThat(filters.createFilterQuery().count()).isEqualTo(3);
    }

    @Test
    void aGrantThatIsNotWantedIsTakenBackAtTheNextStart(@Autowired PrepareEngine prepare) {
        Authorization foreign = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GLOBAL);
        foreign.setResource(Resources.FILTER);
        foreign.setResourceId(Authorization.ANY);
        foreign.addPermission(Permissions.ALL);
        String id = authorizations.saveAuthorization(foreign).getId();

        prepare.afterSingletonsInstantiated();

        assertThat(authorizations.createAuthorizationQuery().authorizationId(id).count())
                .isZero();
    }

    private long count() {
        return authorizations.createAuthorizationQuery().count();
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
