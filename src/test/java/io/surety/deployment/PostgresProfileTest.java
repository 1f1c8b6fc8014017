package io.surety.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Browser;
import io.surety.testing.MainClassPath;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the application as an operator would, in a process of its own, on a PostgreSQL that it does not own. */
class PostgresProfileTest {

    private static final String DATABASE_PASSWORD = "not-used-by-trust-1";
    private static final String ADMIN_PASSWORD = "Quite-A-Secret-77!";

    @TempDir
    private Path directory;

    @Test
    void startsOnAServerOfItsOwnWithoutTheDemo() throws Exception {
        int port = freePort();
        Process application = start(port, DATABASE_PASSWORD, ADMIN_PASSWORD);
        try {
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !application.isAlive() || isReady(port));
            assertThat(application.isAlive()).as(log()).isTrue();

            Browser browser = new Browser(port);
            assertThat(status(browser, "admin", ADMIN_PASSWORD)).isEqualTo(200);
            assertThat(browser.get("/engine-rest/user", "Authorization", Browser.basic("admin", ADMIN_PASSWORD))
                            .body())
                    .contains("\"id\":\"admin\"")
                    .doesNotContain("\"id\":\"anna");
            assertThat(status(browser, "admin", "surety")).isEqualTo(401);
            assertThat(status(browser, "prometheus", "metrics-pass-1")).isEqualTo(401);
            assertThat(browser.get(
                                    "/actuator/prometheus",
                                    "Authorization",
                                    Browser.basic("prometheus", "metrics-pass-1"))
                            .body())
                    .contains("jvm_memory_used_bytes");
            assertThat(directory.resolve("data")).as("no embedded database").doesNotExist();
            theEngineIsOpenForThisStart(browser);
        } finally {
            application.destroy();
            if (!application.waitFor(60, TimeUnit.SECONDS)) {
                application.destroyForcibly();
            }
        }
    }

    /** The operator has opened it; that it is closed otherwise is shown where everybody tries. */
    private static void theEngineIsOpenForThisStart(Browser browser) {
        String model =
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="t">
                  <process id="a-repair" isExecutable="true"><startEvent id="s"/></process>
                </definitions>
                """;
        String body = "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nrepair\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"m\"; filename=\"a-repair.bpmn\"\r\n\r\n"
                + model + "\r\n--x--\r\n";
        String admin = Browser.basic("admin", ADMIN_PASSWORD);
        String[] headers = {"Authorization", admin, "Content-Type", "multipart/form-data; boundary=x"};
        HttpResponse<String> deployed = browser.post("/engine-rest/deployment/create", body, headers);
        assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(200);
        assertThat(deployed.body()).contains("a-repair");
        assertThat(browser.post("/engine-rest/deployment/create", body, "Content-Type", headers[3])
                        .statusCode())
                .as("it needs a login all the same")
                .isEqualTo(401);
        assertThat(browser.post(
                                "/engine-rest/filter/create",
                                "{\"resourceType\": \"Task\", \"name\": \"mine\"}",
                                "Authorization",
                                admin,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .as("filters stay closed")
                .isEqualTo(403);
    }

    @Test
    void refusesTheDemosPassword() throws Exception {
        Process application = start(freePort(), DATABASE_PASSWORD, "surety");

        assertThat(application.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(application.exitValue()).isNotZero();
        assertThat(log()).contains("SURETY_ADMIN_PASSWORD is a password that everybody knows");
    }

    private Process start(int port, String databasePassword, String adminPassword) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        MainClassPath.get(),
                        "io.surety.SuretyApplication",
                        "--server.port=" + port,
                        "--surety.security.open-engine-for-one-start=true")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "SPRING_PROFILES_ACTIVE",
                        "postgres",
                        "SURETY_ADDRESS",
                        "127.0.0.1",
                        "SURETY_DB_URL",
                        TestDatabase.emptyUrl(),
                        "SURETY_DB_USER",
                        "postgres",
                        "SURETY_DB_PASSWORD",
                        databasePassword,
                        "SURETY_ADMIN_PASSWORD",
                        adminPassword,
                        "SURETY_METRICS_PASSWORD",
                        "metrics-pass-1"));
        return builder.start();
    }

    private static boolean isReady(int port) {
        try {
            return new Browser(port).get("/actuator/health/readiness").statusCode() == 200;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private static int status(Browser browser, String user, String password) {
        return browser.get("/engine-rest/user/count", "Authorization", Browser.basic(user, password))
                .statusCode();
    }

    private String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
