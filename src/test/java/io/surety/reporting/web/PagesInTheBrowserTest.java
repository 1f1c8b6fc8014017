package io.surety.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.party.RegisterParties;
import io.surety.reporting.ReportWorld;
import io.surety.reporting.ReportWorld.Names;
import io.surety.testing.Browser;
import io.surety.testing.Chromium;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.ThreeParties;
import io.surety.testing.WholeApplicationTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/** The page of an agreement with its sections, and the report, in a real browser; pictures are in target/pages. */
@WholeApplicationTest
class PagesInTheBrowserTest {

    private final ApplicationContext context;
    private final int port;
    private @Nullable Chromium chromium;
    private final List<String> dialogs = new ArrayList<>();

    @Autowired
    PagesInTheBrowserTest(ApplicationContext context, @LocalServerPort int port) {
        this.context = context;
        this.port = port;
    }

    @BeforeEach
    void start() {
        chromium = Chromium.start();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void theCustomerReadsWhatCameOfItAndClaimsHerCredit() {
        ReportWorld world = new ReportWorld(context);
        Names names = world.begin("Desk <script>alert(1)</script>");
        world.at("2026-02-01T09:00");
        world.maintenance(names, "patch", "2026-02-10T08:00", "2026-02-10T12:00");
        world.at("2026-03-02T09:00");
        world.ticket(names, "A", "2026-01-12T09:00", "2026-01-12T10:00");
        world.ticket(names, "B", "2026-01-12T09:00", "2026-01-12T14:00");
        world.outage(names, "o1", "2026-02-10T11:30", "2026-02-10T13:00", "unknown");
        world.known(names, "2026-02-28T23:00");
        world.judge();
        world.open(names, "<b>INC 7</b>", "2026-03-02T08:00");
        world.judge();

        Page page = login(names.person(names.customer), Locale.ENGLISH);
        page.navigate("/agreements/" + names.agreement);
        assertThat(page.title()).contains("Desk <script>alert(1)</script>");
        assertThat(page.locator("main").textContent()).contains("<b>INC 7</b>", "At risk today", "50.0000 %");
        picture(page, "agreement");
        page.locator("form[action^='/credits/'] button").click();
        assertThat(page.url()).endsWith("/agreements/" + names.agreement);
        assertThat(page.locator("form[action^='/credits/']").count()).isZero();

        page.locator("a", new Page.LocatorOptions().setHasText("Month 2026-02"))
                .first()
                .click();
        assertThat(page.url()).endsWith("/agreements/" + names.agreement + "/reports/2026-02");
        assertThat(page.locator("main").textContent())
                .contains("4 h excluded: agreed-maintenance", "668 h agreed, 1 h down");
        picture(page, "report");

        Page german = login(names.person(names.provider), Locale.GERMAN);
        german.navigate("/agreements/" + names.agreement + "/reports/2026-01");
        assertThat(german.locator("main").textContent()).contains("verletzt", "Gutschrift über 100,00 EUR");
        picture(german, "report-de");
        assertThat(dialogs).as("no text became a script").isEmpty();
    }

    @Test
    void anOfferIsSeenByBothSides() {
        MovedTimeSource time = context.getBean(MovedTimeSource.class);
        time.moveTo(MovedTimeSource.START);
        ThreeParties parties =
                new ThreeParties(context.getBean(RegisterParties.class), context.getBean(ReadDocument.class));
        Version draft = parties.draft(context.getBean(Agreements.class), ThreeParties.Content.PLAIN);
        context.getBean(Negotiate.class)
                .offer(draft.ref(), time.now().plus(Duration.ofDays(7)), Actor.overRest(parties.manager));

        Page page = login(parties.representative.value(), Locale.ENGLISH);
        page.navigate("/agreements/" + parties.agreement);
        assertThat(page.locator("main").textContent())
                .contains("1 of at most 10 offers", "runs out 2026-03-09 10:00", parties.manager.value());
        picture(page, "offers");
    }

    private Page login(String person, Locale language) {
        Page page = Objects.requireNonNull(chromium).page("http://localhost:" + port, language);
        page.onDialog(dialog -> {
            dialogs.add(dialog.message());
            dialog.dismiss();
        });
        page.navigate("/login");
        page.fill("#username", person);
        page.fill("#password", Browser.PASSWORD);
        page.click("main button[type=submit]");
        return page;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "pages", name + ".png"))
                .setFullPage(true));
    }
}
