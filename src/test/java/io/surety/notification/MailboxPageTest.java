package io.surety.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.notification.Notice.Channel;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** One's own messages over HTTP, escaped, and nobody else's. */
@WholeApplicationTest
class MailboxPageTest {

    @Autowired
    RegisterParties register;

    @Autowired
    Outbox outbox;

    @Autowired
    MovedTimeSource time;

    @Autowired
    TestRestTemplate http;

    @LocalServerPort
    int port;

    private final String mark = "m" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void showsOnesOwnMessagesAndEscapesThem() {
        time.moveTo(MovedTimeSource.START);
        OrganisationId organisation = new OrganisationId(mark);
        register.organisation(new Organisation(organisation, "Org", null));
        PersonId nora = person("nora", organisation);
        PersonId other = person("other", organisation);
        outbox.add(notice(nora, "<script>alert(1)</script>"));
        outbox.add(notice(other, "FOREIGN"));

        ResponseEntity<String> list =
                http.withBasicAuth(nora.value(), "surety").getForEntity("/api/messages", String.class);
        assertThat(list.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(list.getBody()).contains("is late").doesNotContain("FOREIGN");

        Browser browser = new Browser(port);
        browser.login(nora.value(), "surety");
        var page = browser.get("/mailbox", "Accept", "text/html");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script>alert(1)", "FOREIGN");
        assertThat(http.getForEntity("/api/messages", String.class).getStatusCode())
                .isEqualTo(HttpStatus.UNAUTHORIZED);
    }

    private PersonId person(String name, OrganisationId organisation) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(id, name, name + "@x.example", organisation, ZoneId.of("UTC"), Locale.ENGLISH), "surety");
        return id;
    }

    private Notice notice(PersonId to, String item) {
        return new Notice(mark + to, to, Channel.MAIL, "outboxtest.breach", Map.of("item", item), "/agreements/a");
    }
}
