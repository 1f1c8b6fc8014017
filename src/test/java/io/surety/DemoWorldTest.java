package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.surety.database.ServerOfItsOwn;
import io.surety.testing.Browser;
import io.surety.testing.Chromium;
import io.surety.testing.MainClassPath;
import io.surety.testing.SteadyDelivery;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a new user sees: the default profile in a process of its own, with its embedded database, its demo world, its real
 * clock and job executor. The tests follow each other as a first day does, because a start of the world is dear.
 *
 * <p>{@code -Dsurety.pictures=docs/pictures} keeps the pictures that it takes; otherwise they lie in
 * {@code target/pictures}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoWorldTest {

    private static final Path PICTURES = Path.of(System.getProperty("surety.pictures", "target/pictures"));
    private static final List<String> PROCESSES = List.of(
            "sla-lifecycle",
            "sla-in-force",
            "sla-negotiation",
            "third-party-onboarding",
            "sla-approval",
            "period-close",
            "credit-decision",
            "cause-confirmation",
            "third-party-claim",
            "missing-data",
            "objection",
            "breach-escalation",
            "periodic-review");

    private int port;
    private int databasePort;
    private Process application;
    private Path directory;

    @BeforeAll
    void startsInUnderAMinute(@TempDir Path temporary) throws IOException {
        directory = temporary;
        port = freePort();
        databasePort = freePort();
        application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        MainClassPath.get(),
                        "io.surety.SuretyApplication",
                        "--server.port=" + port,
                        "--surety.database.port=" + databasePort)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Awaitility.await("the start").atMost(Duration.ofMinutes(3)).until(() -> !application.isAlive() || isReady());
        assertThat(application.isAlive()).as(log()).isTrue();
        assertThat(secondsOfStart()).isLessThan(60);
        // The world is seeded in seconds; the first breach comes a minute later.
        Awaitility.await("the demo world").atMost(Duration.ofMinutes(3)).until(() -> log().contains(
                        "demo world: ready"));
    }

    @AfterAll
    void stops() throws InterruptedException {
        application.destroy();
        if (!application.waitFor(60, TimeUnit.SECONDS)) {
            application.destroyForcibly();
        }
    }

    @Test
    @Order(1)
    void printsAddressesAndLogins() throws IOException {
        assertThat(log())
                .contains("Tasklist  http://localhost:" + port)
                .contains("nora")
                .contains("every password is surety");
    }

    @Test
    @Order(2)
    void aBreachCallsPeopleWithinTwoMinutes() {
        Awaitility.await("work for the first line")
                .atMost(Duration.ofMinutes(2))
                .until(() -> get("tom", "/engine-rest/task").contains("Acknowledge breach"));
        assertThat(get("tom", "/api/messages")).contains("is past its target");
        assertThat(get("nora", "/api/agreements/it-support-acme/violations")).contains("respond");
        assertThat(get("carla", "/api/agreements/it-support-acme/credits")).contains("CLAIMABLE");
        assertThat(get("gita", "/api/agreements/service-desk-globex")).contains("NEGOTIATING");
        String template = get("nora", "/api/templates/service-desk");
        assertThat(field(get("gita", "/api/agreements/service-desk-globex/versions/1/document"), "template"))
                .isEqualTo(field(template, "hash"));
        assertThat(get("carla", "/api/agreements/it-support-acme/versions/1/document"))
                .contains(field(get("nora", "/api/calendars/northwind-prime"), "hash"));
        assertThat(get("cleo", "/api/agreements/shop-globex/credits")).contains("verdicts-of-the-sides");
        assertThat(get("cleo", "/api/agreements/it-support-acme/credits")).contains("urn:surety:problem:not-found");
        assertThat(get("cleo", "/engine-rest/task")).contains("Answer invitation");
    }

    @Test
    @Order(3)
    void theReadmesCommandsWork() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        Matcher blocks = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL).matcher(readme);
        String script = blocks.results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("readme.sh"), "set -euo pipefail\n" + script);
        Path output = directory.resolve("readme.out");
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SURETY", "http://localhost:" + port);
        Process commands = builder.start();
        boolean ended = commands.waitFor(4, TimeUnit.MINUTES);
        commands.destroyForcibly();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as(said).isTrue();
        assertThat(commands.exitValue()).as(said).isZero();
        assertThat(said)
                .contains("\"value\":\"VIOLATED\"")
                .contains("\"code\":\"date-unreadable\"")
                .contains("\"repeated\":2")
                .contains("creation-constraint")
                .contains("\"state\":\"ACKNOWLEDGED\"")
                .contains("\"key\":\"cycle:0\"")
                .contains("urn:surety:problem:not-found");
    }

    /** The commands of {@code docs/one-verdict.md}: what they answer has the shape of the page, and adds up. */
    @Test
    @Order(4)
    void oneVerdictIsExplainedAsItsPageSays() throws Exception {
        List<String> blocks = OneVerdict.commands();
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < blocks.size(); i++) {
            script.append("{\n").append(blocks.get(i)).append("} > verdict-%d.out\n".formatted(i));
        }
        Path file = Files.writeString(directory.resolve("verdict.sh"), script);
        Path output = directory.resolve("verdict.err");
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SURETY", "http://localhost:" + port);
        Process commands = builder.start();
        boolean ended = commands.waitFor(1, TimeUnit.MINUTES);
        commands.destroyForcibly();
        assertThat(ended && commands.exitValue() == 0)
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isTrue();
        List<String> printed = new ArrayList<>();
        for (int i = 1; i < blocks.size(); i++) {
            printed.add(Files.readString(directory.resolve("verdict-%d.out".formatted(i))));
        }
        OneVerdict live = OneVerdict.of(printed);
        live.isShapedLike(OneVerdict.ofPage());
        live.addsUp();
    }

    @Test
    @Order(5)
    void anApproverFindsOpensAndDecidesHerTaskInTasklist() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            Page page = login(chromium, "otto");
            page.navigate("/camunda/app/tasklist/default/");
            for (String filter : List.of("Mine", "My groups", "Overdue")) {
                page.locator("text=" + filter).first().waitFor();
            }
            page.locator("text=Mine").first().click();
            Locator task = page.locator(".tasks-list .task", new Page.LocatorOptions().setHasText("portal-acme"));
            task.first().click();
            Locator form = page.locator(".fjs-form");
            form.locator("text=Order portal for Acme").first().waitFor();
            assertThat(form.textContent())
                    .contains("Northwind IT")
                    .contains("99.95")
                    .contains("Read the whole document");
            picture(page, "tasklist");
            form.locator("label", new Locator.LocatorOptions().setHasText("Approve"))
                    .first()
                    .click();
            page.locator("button", new Page.LocatorOptions().setHasText("Complete"))
                    .first()
                    .click();
            Awaitility.await("the vote").atMost(Duration.ofSeconds(30)).until(() -> !get("otto", "/api/approvals/mine")
                    .contains("portal-acme"));
        }
    }

    @Test
    @Order(6)
    void oneLoginServesTasklistAndOurOwnPages() throws IOException {
        try (Chromium chromium = Chromium.start()) {
            Page page = login(chromium, "carla");
            page.navigate("/agreements/it-support-acme");
            page.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(page.content()).contains("IT support for Acme").contains("hardware repair");
            picture(page, "agreement");
            page.navigate("/agreements/service-desk-globex");
            assertThat(page.content()).doesNotContain("Globex");
            Page manager = login(chromium, "nora");
            manager.navigate("/agreements/service-desk-globex");
            manager.locator("a[href='/templates/service-desk']").click();
            manager.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(manager.content()).contains("high-in-a-day").contains("whose public holidays are closed");
            Page mailbox = login(chromium, "tom");
            mailbox.navigate("/mailbox");
            mailbox.waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(mailbox.content()).contains("is past its target");
            picture(mailbox, "mailbox");
        }
    }

    @Test
    @Order(7)
    void cockpitShowsEachProcessWithItsDiagramAndInstances() throws IOException {
        for (String process : PROCESSES) {
            Awaitility.await("a running instance of " + process)
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> !get("admin", "/engine-rest/process-instance/count?processDefinitionKey=" + process)
                            .contains("\"count\":0"));
        }
        try (Chromium chromium = Chromium.start()) {
            Page page = login(chromium, "admin");
            for (String process : PROCESSES) {
                // A change of the address alone would leave the last diagram in sight for a while.
                page.navigate("about:blank");
                String definition = get("admin", "/engine-rest/process-definition/key/" + process);
                page.navigate(
                        "/camunda/app/cockpit/default/#/process-definition/" + field(definition, "id") + "/runtime");
                page.locator(".djs-container svg").first().waitFor();
                page.locator("[data-element-id^='startEvent_']").first().waitFor();
                assertThat(page.locator("body").textContent()).contains(process);
                page.locator("text=loading...")
                        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
                page.waitForLoadState(LoadState.NETWORKIDLE);
                picture(page, "cockpit-" + process);
            }
        }
    }

    /** The last of them: what was acknowledged is in the cluster that the next start takes over. */
    @Test
    @Order(8)
    void whatWasAcknowledgedIsThereAfterTheApplicationWasKilled() throws Exception {
        String admin = Browser.basic("admin", "surety");
        String source = "{\"owner\": \"northwind-it\", \"readers\": []}";
        assertThat(new Browser(port)
                        .send(
                                "PUT",
                                "/api/sources/until-the-kill",
                                source,
                                "Authorization",
                                admin,
                                "Content-Type",
                                "application/json")
                        .statusCode())
                .isEqualTo(200);
        SteadyDelivery delivery =
                SteadyDelivery.start(port, "until-the-kill", Instant.parse("2026-06-01T00:00:00Z"), 3);
        delivery.awaitAcknowledged(100);

        application.destroyForcibly().waitFor();

        try (ServerOfItsOwn again = ServerOfItsOwn.start(directory.resolve("data"), databasePort);
                Connection connection = DriverManager.getConnection(again.url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select r.id from measurement.readings r"
                        + " join measurement.series s on s.no = r.series where s.source = 'until-the-kill'")) {
            Set<String> stored = new HashSet<>();
            while (rows.next()) {
                assertThat(stored.add(rows.getString(1))).as("stored once").isTrue();
            }
            assertThat(stored).containsAll(delivery.acknowledged());
        }
    }

    private Page login(Chromium chromium, String person) {
        Page page = chromium.page("http://localhost:" + port, Locale.UK);
        page.navigate("/login");
        page.locator("input[name=username]").fill(person);
        page.locator("input[name=password]").fill("surety");
        page.locator("button[type=submit]").click();
        page.waitForLoadState(LoadState.NETWORKIDLE);
        return page;
    }

    private static void picture(Page page, String name) throws IOException {
        Files.createDirectories(PICTURES);
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private String get(String person, String path) {
        return new Browser(port)
                .get(path, "Authorization", Browser.basic(person, "surety"))
                .body();
    }

    private boolean isReady() {
        try {
            return new Browser(port).get("/actuator/health/readiness").statusCode() == 200;
        } catch (AssertionError notYet) {
            return false;
        }
    }

    /** From the start of the process, as it says itself. */
    private double secondsOfStart() throws IOException {
        Matcher said = Pattern.compile("process running for ([0-9.]+)").matcher(log());
        assertThat(said.find()).as(log()).isTrue();
        return Double.parseDouble(said.group(1));
    }

    private String log() throws IOException {
        File log = directory.resolve("log").toFile();
        return log.exists() ? Files.readString(log.toPath()) : "";
    }

    private static String field(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(matcher.find()).as(json).isTrue();
        return matcher.group(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
