package io.surety.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's Chromium. It is never downloaded: where there is none, the tests that need it are skipped with a loud
 * line, except where {@code CI} is set, because there somebody counts on them.
 */
public final class Chromium implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Chromium.class);

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(List.of(
                                // Chromium's sandbox does not run as root, and CI machines run as root.
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                // Dates and numbers in the pictures look the same on every machine.
                                "--lang=en-GB")));
    }

    /** Starts it, or skips the test. */
    public static Chromium start() {
        Optional<Path> program = find();
        if (program.isEmpty()) {
            String line = "NO CHROMIUM FOUND: the pages are NOT tested in a browser. Install the package chromium.";
            if (System.getenv("CI") != null) {
                throw new AssertionError(line);
            }
            LOG.warn("==== {} ====", line);
            Assumptions.abort(line);
        }
        return new Chromium(program.get());
    }

    private static Optional<Path> find() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(":"))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A fresh page that shares no cookie with any other, 1400 × 900. */
    public Page page(String baseUrl, Locale language) {
        return browser.newContext(new Browser.NewContextOptions()
                        .setBaseURL(baseUrl)
                        .setLocale(language.toLanguageTag())
                        .setTimezoneId("Europe/Berlin")
                        .setViewportSize(1400, 900))
                .newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
