package io.surety.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.testing.Browser;
import io.surety.testing.WholeApplicationTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a browser is shown, in its language. */
@WholeApplicationTest
class WebPagesTest extends WebScene {

    // ---- pages

    @ParameterizedTest
    @CsvSource({"en,Log in,Password", "de,Anmelden,Passwort", "'de-AT,de;q=0.9',Anmelden,Passwort", "fr,Log in,Password"
    })
    void theLoginPageSpeaksHerLanguage(String language, String title, String password) {
        HttpResponse<String> page = api.browser().get("/login", "Accept", "text/html", "Accept-Language", language);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<h1>" + title + "</h1>", password, "lang=\"" + title(language) + "\"")
                .doesNotContain("??");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'", "script-src 'self'"));
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    private static String title(String language) {
        return language.startsWith("de") ? "de" : "en";
    }

    @ParameterizedTest
    @CsvSource({"en,What you can do here,Log out", "de,Was Sie hier tun können,Abmelden"})
    void theHomePageSpeaksHerLanguageAndShowsWhatIsForHer(String language, String title, String logout) {
        HttpResponse<String> page = page(api.browser(three.manager), "/", language);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        title, logout, three.manager.value(), "href=\"/agreements\"", "href=\"/camunda/app/tasklist/\"")
                .doesNotContain("??", "href=\"/camunda/app/cockpit/\"");
    }

    @ParameterizedTest
    @CsvSource({"en,There is nothing here,Back to the start", "de,Hier ist nichts,Zurück zum Anfang"})
    void aPageThatIsNotThereSaysSoInHerLanguage(String language, String title, String home) {
        Browser browser = api.browser(three.manager);
        for (String path : new String[] {"/nowhere", "/agreements/no-" + three.agreement, "/error"}) {
            HttpResponse<String> page = page(browser, path, language);

            assertThat(page.statusCode()).as(path).isEqualTo(404);
            assertThat(page.body()).as(path).contains("<h1>" + title + "</h1>", home, three.manager.value());
            assertQuiet(page.body());
        }
    }

    @ParameterizedTest
    @CsvSource({"en,This is refused to you", "de,Das ist Ihnen nicht gestattet"})
    void aPageThatIsRefusedToHerSaysSoInHerLanguage(String language, String title) {
        HttpResponse<String> page = page(api.browser(three.manager), "/camunda/app/cockpit/default/", language);

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("<h1>" + title + "</h1>");
        assertQuiet(page.body());
    }

    private static HttpResponse<String> page(Browser browser, String path, String language) {
        return browser.get(path, "Accept", "text/html,application/xhtml+xml", "Accept-Language", language);
    }
}
