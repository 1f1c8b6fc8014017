package io.surety.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Which endpoints of the engine are shut, and which of them the property opens for one start. */
class ClosedEndpointsTest {

    private static final List<String> ROOTS =
            List.of("/engine-rest/", "/engine-rest/engine/default/", "/camunda/api/engine/engine/default/");

    private final ClosedEndpoints shut = new ClosedEndpoints(false);
    private final ClosedEndpoints open = new ClosedEndpoints(true);

    @Test
    void whatBringsInCodeOrRightsIsShutUntilTheOperatorOpensIt() {
        for (String endpoint : List.of(
                "deployment/create",
                "process-instance/4711/modification",
                "modification/execute",
                "process-definition/4711/restart",
                "migration/execute",
                "authorization/create",
                "user/create",
                "group/create",
                "job/4711/execute")) {
            for (String root : ROOTS) {
                assertThat(shut.matches(post(root + endpoint)))
                        .as(root + endpoint)
                        .isTrue();
                assertThat(open.matches(post(root + endpoint)))
                        .as("opened: " + root + endpoint)
                        .isFalse();
            }
        }
    }

    @Test
    void filtersAndTheSetupStayShutAlsoThen() {
        for (String root : ROOTS) {
            assertThat(open.matches(post(root + "filter/create"))).as(root).isTrue();
            assertThat(open.matches(request("PUT", root + "filter/4711")))
                    .as(root)
                    .isTrue();
        }
        assertThat(open.matches(post("/camunda/api/admin/setup/default/user/create")))
                .isTrue();
        assertThat(open.matches(request("GET", "/camunda/app/admin/default/setup/")))
                .isTrue();
    }

    @Test
    void readingAndWorkAreOpenInBothCases() {
        for (ClosedEndpoints closed : List.of(shut, open)) {
            assertThat(closed.matches(request("GET", "/engine-rest/deployment")))
                    .isFalse();
            assertThat(closed.matches(post("/engine-rest/task/4711/complete"))).isFalse();
            assertThat(closed.matches(post("/engine-rest/user/count"))).isFalse();
            assertThat(closed.matches(post("/api/agreements"))).isFalse();
        }
    }

    private static MockHttpServletRequest post(String path) {
        return request("POST", path);
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        return request;
    }
}
