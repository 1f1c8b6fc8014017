package io.surety.security;

import static io.surety.security.LoginsForTests.PASSWORD;
import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** What of the engine is closed to all, and who sees and may do the rest. */
@WholeApplicationTest
class EngineRightsTest extends SecurityScene {

    @Autowired
    private FilterService filters;

    @Autowired
    private AuthorizationService authorizations;

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
}
