package io.surety.notification;

import static io.surety.notification.Receivers.ADA;
import static io.surety.notification.Receivers.HOMELESS;
import static io.surety.notification.Receivers.NORA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import io.surety.notification.Notice.Channel;
import io.surety.party.PersonId;
import io.surety.testing.TestDatabase;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox on a real PostgreSQL with a real SMTP server and a real HTTP server. */
class OutboxTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private volatile Instant now = START;
    private final MessageTexts texts = new MessageTexts("https://surety.example/");
    private final Receivers people = new Receivers();
    private JdbcClient jdbc;
    private Messages messages;
    private StoredOutbox outbox;
    private GreenMail smtp;
    private int port;

    @BeforeEach
    void anEmptyOutbox() throws Exception {
        jdbc = JdbcClient.create(TestDatabase.fresh());
        messages = new Messages(jdbc);
        outbox = new StoredOutbox(messages, texts, people, () -> now);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        smtp = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    }

    @AfterEach
    void stopTheServer() {
        smtp.stop();
    }

    @Test
    void sendsMailInTheReceiversLanguageAndZone() throws Exception {
        smtp.start();
        outbox.add(late("INC1", NORA));

        relay().sendDue();

        MimeMessage mail = smtp.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("INC1 ist überfällig");
        assertThat(mail.getHeader("X-Surety-Dedupe-Key")).containsExactly("INC1:nora");
        assertThat(mail.getMessageID()).matches("<[0-9a-f]{64}@surety>");
        assertThat(mail.getAllRecipients()[0].toString()).contains("nora@northwind.example");
        assertThat((String) mail.getContent())
                .contains("Guten Tag Nora Weiß")
                .contains("2. März 2026")
                .contains("10:15 (Europe/Berlin)")
                .contains("https://surety.example/agreements/a")
                .contains("–");
    }

    @Test
    void takesAMessageOnceHoweverOftenItIsAdded() {
        smtp.start();
        outbox.add(late("INC1", NORA));
        relay().sendDue();
        outbox.add(late("INC1", NORA));
        now = START.plusSeconds(60);
        relay().sendDue();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    @Test
    void deliversAllOnceTheServerIsBackAndNobodyTwice() {
        for (int i = 0; i < 50; i++) {
            outbox.add(late("INC" + i, i % 2 == 0 ? NORA : ADA));
        }
        while (relay().sendDue() > 0) {
            // every message is tried against a server that is down
        }
        assertThat(states()).containsOnlyKeys("WAITING").containsEntry("WAITING", 50L);

        smtp.start();
        now = START.plus(Relay.waitAfter(1)).minusMillis(1);
        assertThat(relay().sendDue()).isZero();
        now = START.plus(Relay.waitAfter(1));
        while (relay().sendDue() > 0) {
            // until nothing is due
        }

        assertThat(states()).containsOnlyKeys("DELIVERED");
        assertThat(keysReceived()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aRelayThatStopsEndsTheMessageUnderWayAndGivesTheOthersBack() {
        smtp.start();
        for (int i = 0; i < 3; i++) {
            outbox.add(late("INC" + i, NORA));
        }
        AtomicInteger asked = new AtomicInteger();
        relay().sendDue(() -> asked.incrementAndGet() > 1);
        assertThat(states()).containsOnly(Map.entry("DELIVERED", 1L), Map.entry("WAITING", 2L));
        assertThat(jdbc.sql("select distinct attempts from notification.messages where state = 'WAITING'")
                        .query(Integer.class)
                        .list())
                .containsExactly(0);

        relay().sendDue();
        assertThat(keysReceived()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void twoRelaysSideBySideSendEachMessageOnce() throws Exception {
        smtp.start();
        for (int i = 0; i < 100; i++) {
            outbox.add(late("INC" + i, ADA));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<Integer>> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            taken.add(threads.submit(() -> {
                Relay relay = relay();
                together.await();
                int all = 0;
                for (int batch = relay.sendDue(); batch > 0; batch = relay.sendDue()) {
                    all += batch;
                }
                return all;
            }));
        }
        assertThat(taken.get(0).get() + taken.get(1).get()).isEqualTo(100);
        threads.shutdown();

        assertThat(keysReceived()).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void takesOverWhatADeadRelayHeldWhenItsLeaseIsOver() {
        smtp.start();
        outbox.add(late("INC1", ADA));
        assertThat(messages.claim(1, now, Relay.LEASE)).hasSize(1);

        now = START.plus(Relay.LEASE).minusMillis(1);
        assertThat(relay().sendDue()).isZero();
        now = START.plus(Relay.LEASE);
        assertThat(relay().sendDue()).isOne();

        assertThat(smtp.getReceivedMessages()).hasSize(1);
    }

    @Test
    void withdrawsByTheBeginningOfTheKeyWhatIsNotSent() {
        smtp.start();
        outbox.add(late("a_1", NORA));
        outbox.add(late("ab1", NORA));
        assertThat(outbox.withdraw("a_")).isOne();

        relay().sendDue();

        assertThat(keysReceived()).containsExactly("ab1:nora");
        assertThat(outbox.withdraw("ab1")).isZero();
        assertThat(outbox.of(NORA, 10)).extracting(Letter::dedupeKey).containsExactly("ab1:nora");
    }

    @Test
    void aMessageThatWasWithdrawnOnItsWayIsNotTriedAgain() {
        outbox.add(late("INC1", NORA));
        StoredMessage held = messages.claim(1, now, Relay.LEASE).get(0);
        outbox.withdraw("INC1");
        messages.retryAt(held, now, "the server is down");

        assertThat(states()).containsOnlyKeys("WITHDRAWN");
    }

    @Test
    void givesUpOnAMissingAddressAtOnceAndOnASilentServerAfterMoreThanADay() {
        outbox.add(late("INC1", HOMELESS));
        outbox.add(late("INC2", new PersonId("nobody")));
        relay().sendDue();
        assertThat(states()).containsEntry("FAILED", 2L);

        // A batch of its own: what comes after a silent server in one batch is not tried, and which comes first is
        // chance.
        outbox.add(late("INC3", NORA));
        relay().sendDue();
        assertThat(states()).containsEntry("FAILED", 2L).containsEntry("WAITING", 1L);

        while (states().containsKey("WAITING")) {
            now = now.plus(Duration.ofHours(1));
            relay().sendDue();
        }
        assertThat(now).isAfter(START.plus(Duration.ofDays(1)));
        assertThat(states()).containsOnlyKeys("FAILED");
    }

    @Test
    void postsToTheWebhookOfTheOrganisationAboveWithItsKeysAndTriesAgainAfterAnError() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        List<String> keys = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.sendResponseHeaders(bodies.size() == 1 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        Relay relay = relay(new WebhookSettings(Map.of("northwind", url)));
        try {
            outbox.add(new Notice("w1", NORA, Channel.WEBHOOK, "outboxtest.breach", Map.of("item", "INC1"), "/a"));
            relay.sendDue();
            now = START.plus(Relay.waitAfter(1));
            relay.sendDue();
        } finally {
            server.stop(0);
        }
        assertThat(states()).containsOnlyKeys("DELIVERED");
        assertThat(bodies).hasSize(2);
        assertThat(bodies.get(1)).contains("\"dedupeKey\":\"w1\"").contains("INC1 ist überfällig");
        assertThat(keys.get(0)).isEqualTo(keys.get(1));
    }

    @Test
    void withoutAServerTheMailboxIsTheDeliveryAndShowsNobodyElsesMessages() {
        Relay relay = new Relay(
                messages,
                texts,
                new Carriers(new MailSettings(null, 25, "x@y"), new WebhookSettings(Map.of()), true, texts, people),
                people,
                () -> now);
        outbox.add(late("INC1", NORA));
        outbox.add(new Notice("w1", ADA, Channel.WEBHOOK, "outboxtest.breach", Map.of("item", "INC2"), "/a"));
        relay.sendDue();

        assertThat(states()).containsOnlyKeys("DELIVERED");
        assertThat(outbox.of(NORA, 10)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).isEqualTo("INC1 ist überfällig");
            assertThat(letter.deliveredAt()).contains(START);
        });
        assertThat(outbox.of(ADA, 10)).extracting(Letter::subject).containsExactly("INC2 is late");
    }

    @Test
    void withoutAServerAndAMailboxMessagesWait() {
        Relay relay = new Relay(
                messages,
                texts,
                new Carriers(new MailSettings(null, 25, "x@y"), new WebhookSettings(Map.of()), false, texts, people),
                people,
                () -> now);
        outbox.add(late("INC1", NORA));
        relay.sendDue();
        assertThat(states()).containsOnlyKeys("WAITING");
    }

    @Test
    void refusesATemplateWithoutTextsAndAWebhookThatIsNoWebAddress() {
        assertThatThrownBy(() -> outbox.add(new Notice("k", NORA, Channel.MAIL, "no.such", Map.of(), "/")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such");
        assertThatThrownBy(() -> new WebhookSettings(Map.of("acme", URI.create("file:///etc/passwd"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Relay relay() {
        return relay(new WebhookSettings(Map.of()));
    }

    private Relay relay(WebhookSettings webhooks) {
        MailSettings mail = new MailSettings("127.0.0.1", port, "surety@northwind.example");
        return new Relay(messages, texts, new Carriers(mail, webhooks, false, texts, people), people, () -> now);
    }

    private static Notice late(String item, PersonId to) {
        return new Notice(
                item + ":" + to,
                to,
                Channel.MAIL,
                "outboxtest.breach",
                Map.of("item", item, "due", "2026-03-02T09:15:00Z"),
                "/agreements/a");
    }

    private Map<String, Long> states() {
        return jdbc
                .sql("select state, count(*) from notification.messages group by state")
                .query((row, n) -> Map.entry(row.getString(1), row.getLong(2)))
                .list()
                .stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<String> keysReceived() {
        return Arrays.stream(smtp.getReceivedMessages())
                .map(mail -> {
                    try {
                        return mail.getHeader("X-Surety-Dedupe-Key")[0];
                    } catch (jakarta.mail.MessagingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }
}
