package io.surety.agreement;

import static io.surety.agreement.VersionState.ACTIVE;
import static io.surety.agreement.VersionState.AGREED;
import static io.surety.agreement.VersionState.APPROVED;
import static io.surety.agreement.VersionState.DRAFT;
import static io.surety.agreement.VersionState.EXPIRED;
import static io.surety.agreement.VersionState.IN_APPROVAL;
import static io.surety.agreement.VersionState.NEGOTIATING;
import static io.surety.agreement.VersionState.SUPERSEDED;
import static io.surety.agreement.VersionState.SUSPENDED;
import static io.surety.agreement.VersionState.TERMINATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.agreement.reading.DocumentReading;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class StoredAgreementsTest {

    private static final PersonId NORA = new PersonId("nora");
    private static final Instant START = Instant.parse("2025-12-31T23:00:00Z");
    private static final Instant END = Instant.parse("2026-12-31T23:00:00Z");
    private static DataSource database;

    private final ReadDocument reader = DocumentReading.reader();
    private final List<Object> events = new ArrayList<>();
    private Instant now = Instant.parse("2025-11-03T09:00:00Z");
    private Agreements agreements;
    private TransactionTemplate transaction;
    private String name;

    private static int count;

    @BeforeAll
    static void start() {
        database = TestDatabase.fresh();
    }

    @AfterAll
    static void stop() throws Exception {
        ((AutoCloseable) database).close();
    }

    @BeforeEach
    void setUp() {
        JdbcClient jdbc = JdbcClient.create(database);
        var documents = new StoredDocuments(jdbc, reader);
        agreements = new StoredAgreements(
                new StoredVersions(jdbc, documents),
                documents,
                new StoredHistory(jdbc),
                new StoredTemplates(jdbc, documents, DocumentReading.templates(), () -> now),
                () -> now,
                events::add);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        name = "agreement-" + ++count;
    }

    @Test
    void aDraftIsTheFirstVersionAndIsPublished() {
        Version draft = draft("2026-01-01", "2027-01-01");

        assertThat(draft.ref()).isEqualTo(new VersionRef(name, 1));
        assertThat(draft.state()).isEqualTo(DRAFT);
        assertThat(draft.validity()).isEqualTo(new Interval(START, END));
        assertThat(agreements.get(draft.ref())).isEqualTo(draft);
        assertThat(agreements.content(draft.hash()))
                .hasValueSatisfying(c -> assertThat(c).startsWith("{\"apiVersion\""));
        assertThat(events).containsExactly(new VersionDrafted(draft.ref(), NORA, now));
    }

    @Test
    void aVersionWalksToActiveAndLeavesAHistory() {
        Version active = activated("2026-01-01", "2027-01-01");

        assertThat(active.state()).isEqualTo(ACTIVE);
        assertThat(agreements.history(name))
                .extracting(Agreements.HistoryEntry::state)
                .containsExactly(DRAFT, NEGOTIATING, AGREED, IN_APPROVAL, APPROVED, ACTIVE);
        assertThat(events).last().isEqualTo(new VersionStateChanged(active.ref(), APPROVED, ACTIVE, NORA, now));
    }

    @Test
    void aStateThatMayNotFollowIsAConflictAndChangesNothing() {
        Version draft = draft("2026-01-01", "2027-01-01");

        assertThat(refusal(() -> agreements.move(draft.ref(), ACTIVE, NORA, "too early")))
                .satisfies(r -> assertThat(r.type()).isEqualTo("state-conflict"));
        assertThat(agreements.get(draft.ref())).isEqualTo(draft);
        assertThat(agreements.history(name)).hasSize(1);
    }

    @Test
    void movingToTheStateItHasChangesNothing() {
        Version draft = draft("2026-01-01", "2027-01-01");
        agreements.move(draft.ref(), NEGOTIATING, NORA, "offered");
        agreements.move(draft.ref(), NEGOTIATING, NORA, "offered again");

        assertThat(agreements.history(name)).hasSize(2);
        assertThat(events).hasSize(2);
    }

    @Test
    void isInForceFromItsStartToItsEndOnceActivated() {
        Version draft = draft("2026-01-01", "2027-01-01");
        assertThat(agreements.inForce(name, START)).isEmpty();

        walk(draft.ref());

        assertThat(agreements.inForce(name, START.minusMillis(1))).isEmpty();
        assertThat(agreements.inForce(name, START)).isPresent();
        assertThat(agreements.inForce(name, END.minusMillis(1))).isPresent();
        assertThat(agreements.inForce(name, END)).isEmpty();
    }

    @Test
    void anAmendmentSupersedesAtOneInstant() {
        Version first = activated("2026-01-01", "2027-01-01");
        Version second = activated("2026-07-01", "2027-07-01");
        Instant change = Instant.parse("2026-06-30T22:00:00Z");

        assertThat(agreements.get(first.ref()).state()).isEqualTo(SUPERSEDED);
        assertThat(agreements.get(first.ref()).validity()).isEqualTo(new Interval(START, change));
        assertThat(agreements.inForce(name, change.minusMillis(1)).orElseThrow().ref())
                .isEqualTo(first.ref());
        assertThat(agreements.inForce(name, change).orElseThrow().ref()).isEqualTo(second.ref());
        assertThat(agreements.inForceDuring(new Interval(START, END)))
                .filteredOn(v -> v.ref().agreement().equals(name))
                .extracting(Version::ref)
                .containsExactly(first.ref(), second.ref());
    }

    @Test
    void findsThoseInForceByTheSourcesThatTheirTermsAreMeasuredBy() {
        Interval year = new Interval(START, END);
        Version first = activated("2026-01-01", "2027-01-01", "tickets", "desk-of-" + name);
        Version draft = draft("2026-07-01", "2027-07-01");
        agreements.replaceContent(draft.ref(), parsed("2026-07-01", "2027-07-01", "tickets", "later-" + name), NORA);
        Version second = walk(draft.ref());

        assertThat(refs(agreements.inForceDuring(year, Set.of("desk-of-" + name))))
                .containsExactly(first.ref());
        assertThat(refs(agreements.inForceDuring(year, Set.of("desk-of-" + name, "later-" + name))))
                .containsExactly(first.ref(), second.ref());
        assertThat(agreements.inForceDuring(year, Set.of("unheard-of"))).isEmpty();
        assertThat(agreements.inForceDuring(new Interval(END, END.plusSeconds(1)), Set.of("desk-of-" + name)))
                .isEmpty();
    }

    @Test
    void tellsWhatWasInForceAsItWasKnownThen_6_5() {
        Instant before = now;
        Version first = aDayLater(() -> activated("2026-01-01", "2027-01-01", "tickets", "desk-of-" + name));
        Instant alone = now;
        aDayLater(() -> agreements.endValidity(first.ref(), Instant.parse("2026-09-01T00:00:00Z"), NORA));
        Instant shorter = now;
        Version second = aDayLater(() -> activated("2026-07-01", "2027-07-01", "tickets", "desk-of-" + name));

        assertThat(inForceInMidJuly(before)).isEmpty();
        assertThat(inForceInMidJuly(alone)).singleElement().satisfies(v -> {
            assertThat(v.ref()).isEqualTo(first.ref());
            assertThat(v.validity()).isEqualTo(new Interval(START, END));
        });
        assertThat(inForceInMidJuly(shorter)).singleElement().satisfies(v -> {
            assertThat(v.ref()).isEqualTo(first.ref());
            assertThat(v.validity().to()).isEqualTo("2026-09-01T00:00:00Z");
        });
        assertThat(refs(inForceInMidJuly(now))).containsExactly(second.ref());
    }

    @Test
    void whatWasShortenedBeforeFormerEndsWereKeptIsTakenFromTheHistory() throws IOException {
        Version first = aDayLater(() -> activated("2026-01-01", "2027-01-01"));
        aDayLater(() -> agreements.endValidity(first.ref(), Instant.parse("2026-09-01T00:00:00Z"), NORA));
        aDayLater(() -> activated("2026-07-01", "2027-07-01"));
        List<String> kept = formerEnds();
        assertThat(kept).hasSize(2);
        String migration = new ClassPathResource("db/migration/V295__agreement_former_ends.sql")
                .getContentAsString(StandardCharsets.UTF_8);

        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("delete from agreement.former_ends").update();
        jdbc.sql(migration.substring(migration.indexOf("with shortened"))).update();

        assertThat(formerEnds()).isEqualTo(kept);
    }

    private List<String> formerEnds() {
        return JdbcClient.create(database)
                .sql("select number || ' ' || valid_to || ' ' || recorded_at from agreement.former_ends"
                        + " where agreement = :name order by id")
                .param("name", name)
                .query(String.class)
                .list();
    }

    private List<Version> inForceInMidJuly(Instant knownBy) {
        Instant day = Instant.parse("2026-07-15T00:00:00Z");
        return agreements.inForceDuring(new Interval(day, day.plusSeconds(1)), Set.of("desk-of-" + name), knownBy);
    }

    private Version aDayLater(Supplier<Version> change) {
        now = now.plus(Duration.ofDays(1));
        return change.get();
    }

    private static List<VersionRef> refs(List<Version> versions) {
        return versions.stream().map(Version::ref).toList();
    }

    @Test
    void theOldVersionStaysActiveWhileTheNewOneWalks() {
        Version first = activated("2026-01-01", "2027-01-01");
        Version second = draft("2026-07-01", "2027-07-01");

        assertThat(agreements.newest(name).orElseThrow().ref()).isEqualTo(second.ref());
        assertThat(agreements.get(first.ref()).state()).isEqualTo(ACTIVE);
        assertThat(agreements.get(first.ref()).validity().to()).isEqualTo(END);
    }

    @Test
    void aRetroactiveAmendmentCutsAVersionThatHasAlreadyExpired() {
        Version first = activated("2026-01-01", "2027-01-01");
        now = Instant.parse("2027-02-01T00:00:00Z");
        agreements.move(first.ref(), EXPIRED, NORA, "its end has come");
        Version second = activated("2026-07-01", "2027-07-01");

        assertThat(agreements.get(first.ref()).state()).isEqualTo(EXPIRED);
        assertThat(agreements.get(first.ref()).validity().to())
                .isEqualTo(second.validity().from());
    }

    @Test
    void aVersionThatFollowsAtTheEndSupersedesNothing() {
        Version first = activated("2026-01-01", "2027-01-01");
        activated("2027-01-01", "2028-01-01");

        assertThat(agreements.get(first.ref()).state()).isEqualTo(ACTIVE);
        assertThat(agreements.get(first.ref()).validity()).isEqualTo(new Interval(START, END));
    }

    @Test
    void aNextVersionMustLeaveItsPredecessorSomeTime() {
        activated("2026-01-01", "2027-01-01");

        assertThat(refusal(() -> draft("2026-01-01", "2028-01-01")).diagnostics())
                .extracting(Diagnostic::path, Diagnostic::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/spec/period/start", "start-not-after-predecessor"));
    }

    @Test
    void oneVersionWalksAtATime() {
        draft("2026-01-01", "2027-01-01");

        assertThat(refusal(() -> draft("2026-02-01", "2027-01-01")).type()).isEqualTo("version-under-way");
    }

    @Test
    void neitherSideIsReplaced() {
        activated("2026-01-01", "2027-01-01");

        assertThat(refusal(() -> agreements.draft(
                                parsed(
                                        "2026-07-01",
                                        "2027-07-01",
                                        "{id: acme, role: customer}",
                                        "{id: globex, role: customer}"),
                                NORA))
                        .diagnostics())
                .singleElement()
                .satisfies(d -> assertThat(d.code()).isEqualTo("sides-changed"));
    }

    @Test
    void contentIsReplacedWhileItIsOpenAndStaysUnderItsHash() {
        Version draft = draft("2026-01-01", "2027-01-01");
        agreements.move(draft.ref(), NEGOTIATING, NORA, "offered");
        Version countered = agreements.replaceContent(draft.ref(), parsed("2026-02-01", "2027-01-01"), NORA);

        assertThat(countered.hash()).isNotEqualTo(draft.hash());
        assertThat(countered.validity().from()).isEqualTo(Instant.parse("2026-01-31T23:00:00Z"));
        assertThat(agreements.content(draft.hash())).isPresent();
        assertThat(agreements.history(name))
                .extracting(Agreements.HistoryEntry::hash)
                .containsExactly(draft.hash(), draft.hash(), countered.hash());

        agreements.move(draft.ref(), AGREED, NORA, "accepted");
        assertThat(refusal(() -> agreements.replaceContent(draft.ref(), parsed("2026-03-01", "2027-01-01"), NORA))
                        .type())
                .isEqualTo("state-conflict");
    }

    @Test
    void suspensionsAreKeptAsSpans() {
        Version active = activated("2026-01-01", "2027-01-01");
        now = Instant.parse("2026-03-01T00:00:00Z");
        assertThat(agreements.move(active.ref(), SUSPENDED, NORA, "unpaid").suspensions())
                .containsExactly(new Interval(now, END));
        now = Instant.parse("2026-03-05T00:00:00Z");
        assertThat(agreements.move(active.ref(), ACTIVE, NORA, "paid").suspensions())
                .containsExactly(new Interval(Instant.parse("2026-03-01T00:00:00Z"), now));
        agreements.move(active.ref(), SUSPENDED, NORA, "unpaid");
        assertThat(agreements.move(active.ref(), ACTIVE, NORA, "a mistake").suspensions())
                .hasSize(1);
    }

    @Test
    void aTerminationEndsTheValidity() {
        Version active = activated("2026-01-01", "2027-01-01");
        Instant end = Instant.parse("2026-05-01T00:00:00Z");
        agreements.endValidity(active.ref(), end, NORA);

        assertThat(agreements
                        .move(active.ref(), TERMINATED, NORA, "notice given")
                        .inForceAt(end.minusMillis(1)))
                .isTrue();
        assertThat(agreements.inForce(name, end)).isEmpty();
        assertThat(refusal(() -> agreements.endValidity(active.ref(), END, NORA))
                        .type())
                .isEqualTo("validity-conflict");
    }

    @Test
    void isVisibleToItsPartiesAndToNobodyElse() {
        Version draft = draft("2026-01-01", "2027-01-01");

        for (String party : List.of("northwind-it", "acme", "cloudco")) {
            assertThat(agreements.visible(name, caller(party))).isEqualTo(draft);
            assertThat(agreements.visibleTo(caller(party))).contains(draft);
        }
        assertThat(refusal(() -> agreements.visible(name, caller("globex"))).kind())
                .isEqualTo(Refusal.Kind.NOT_FOUND);
        assertThat(agreements.visibleTo(caller("globex"))).isEmpty();
        assertThat(refusal(() -> agreements.visible("none-of-it", caller("acme")))
                        .kind())
                .isEqualTo(Refusal.Kind.NOT_FOUND);
    }

    @Test
    void twoWhoDraftAtOnceMakeOneVersion() throws Exception {
        ParsedDocument document = parsed("2026-01-01", "2027-01-01");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        Callable<Boolean> attempt = () -> {
            try {
                return transaction.execute(s -> agreements.draft(document, NORA)) != null;
            } catch (Refusal e) {
                return false;
            }
        };
        List<Boolean> made = new ArrayList<>();
        for (Future<Boolean> result : threads.invokeAll(List.of(attempt, attempt, attempt, attempt))) {
            made.add(result.get());
        }
        threads.shutdown();

        assertThat(made).containsOnlyOnce(true);
        assertThat(agreements.versions(name)).hasSize(1);
    }

    @Test
    void knowsWhichStateMayFollowWhich() {
        assertThat(Arrays.stream(VersionState.values()).filter(SUSPENDED::mayBecome))
                .containsExactly(ACTIVE, SUPERSEDED, EXPIRED, TERMINATED);
        assertThat(Arrays.stream(VersionState.values()).filter(EXPIRED::mayBecome))
                .isEmpty();
    }

    private Version draft(String start, String end, String... replacement) {
        return agreements.draft(parsed(start, end, replacement), NORA);
    }

    private Version activated(String start, String end, String... replacement) {
        return walk(draft(start, end, replacement).ref());
    }

    private Version walk(VersionRef ref) {
        for (VersionState next : List.of(NEGOTIATING, AGREED, IN_APPROVAL, APPROVED)) {
            agreements.move(ref, next, NORA, "next");
        }
        return agreements.move(ref, ACTIVE, NORA, "start");
    }

    private ParsedDocument parsed(String start, String end, String... replacement) {
        String text = DocumentReading.itSupport()
                .replace("name: it-support-acme", "name: " + name)
                .replace(
                        "start: \"2026-01-01\", end: \"2027-01-01\"", "start: \"" + start + "\", end: \"" + end + "\"");
        for (int i = 0; i < replacement.length; i += 2) {
            text = text.replace(replacement[i], replacement[i + 1]);
        }
        return reader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Caller caller(String organisation) {
        return new Caller(new PersonId("someone"), false, Set.of(new OrganisationId(organisation)), Set.of());
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
