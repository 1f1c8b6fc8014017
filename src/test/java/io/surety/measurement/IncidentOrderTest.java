package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.agreement.document.Term;
import io.surety.agreement.reading.DocumentReading;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Assignees;
import io.surety.evaluation.clock.JudgeClocks;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.credit.CreditsOwed;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.JudgeDuration;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.HistoryOfItem.Event;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/**
 * The real incidents, judged in memory: a hundred seeds shuffle, repeat and delay the log, and not a byte of the clocks,
 * ledgers, verdicts, violations and credits differs (domain 5.2). Outages have a test of their own; what the database adds is
 * held by {@code OrderAndRepetitionTest}, with fewer seeds.
 */
class IncidentOrderTest {

    private static final Path FILE = Path.of("../shared/data/incident-events.csv");
    private static final String SOURCE = "real-incidents";
    private static final Instant NOW = Instant.parse("2017-07-01T00:00:00Z");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");

    private static final Map<String, List<Event>> LOG = new TreeMap<>();
    private static final Map<String, String> EXPECTED = new TreeMap<>();
    private static String expectedVerdicts = "";
    private static Version version;
    private static JudgeClocks judge;

    @BeforeAll
    static void readTheLog() throws IOException {
        assumeTrue(Files.exists(FILE), FILE + " is not there");
        List<String> lines = Files.readAllLines(FILE);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String number = cells[columns.indexOf("number")];
            List<Event> events = LOG.computeIfAbsent(number, n -> new ArrayList<>());
            if (events.isEmpty()) {
                events.add(event(
                        number,
                        0,
                        cells[columns.indexOf("opened_at")],
                        "created",
                        Map.of("service", "service-desk", "customer", "real-acme", "type", "incident")));
            }
            events.add(event(
                    number,
                    i,
                    cells[columns.indexOf("sys_updated_at")],
                    "changed",
                    Map.of(
                            "state",
                            cells[columns.indexOf("incident_state")],
                            "priority",
                            cells[columns.indexOf("priority")])));
        }
        byte[] text = new ClassPathResource("real-incidents.yaml").getContentAsByteArray();
        ParsedDocument parsed = DocumentReading.reader().read(text);
        version = new Version(
                new VersionRef("real-incidents", 1),
                VersionState.ACTIVE,
                parsed.document(),
                parsed.hash(),
                new Interval(Instant.parse("2016-01-01T00:00:00Z"), NOW),
                List.of(),
                new PersonId("rita"),
                NOW);
        judge = new JudgeClocks(new Compiled(), Assignees.UNKNOWN);
        Map<String, List<JudgedClock>> clocks = new TreeMap<>();
        LOG.forEach((number, events) -> clocks.put(number, judged(number, events)));
        clocks.forEach((number, of) -> EXPECTED.put(number, text(of)));
        expectedVerdicts = verdicts(clocks, new Random(0));
        assertThat(expectedVerdicts).contains("VIOLATED").contains("FULFILLED").contains("owed=EUR");
    }

    private static final class Compiled implements ServiceCalendars {

        private final Map<String, ServiceCalendar> calendars = new ConcurrentHashMap<>();

        @Override
        public ServiceCalendar of(AgreementDocument document, String id) {
            return calendars.computeIfAbsent(id, i -> {
                CalendarClause clause = document.spec().calendars().stream()
                        .filter(c -> c.id().equals(i))
                        .findFirst()
                        .orElseThrow();
                return ServiceCalendar.of(DocumentCalendars.definition(clause, null));
            });
        }
    }

    private static Event event(String number, int line, String at, String type, Map<String, String> attributes) {
        Instant instant = LocalDateTime.parse(at, TIME).toInstant(ZoneOffset.UTC);
        return new Event(
                number + "-" + line,
                0,
                instant,
                line,
                new Content.WorkItem(number, instant, List.of((long) line), type, "", attributes));
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderRepetitionAndDelayOfTheIncidentLogChangeNothing_5_2(int seed) {
        Random random = new Random(seed);
        Map<String, List<JudgedClock>> clocks = new TreeMap<>();
        LOG.forEach((number, events) -> clocks.put(number, judged(number, disturbed(events, random))));
        clocks.forEach((number, of) -> assertThat(text(of)).as(number).isEqualTo(EXPECTED.get(number)));
        assertThat(EXPECTED).hasSize(522);
        assertThat(verdicts(clocks, random)).isEqualTo(expectedVerdicts);
    }

    /** What the storage leaves of a shuffled, repeated and delayed delivery: each record once, received at some time. */
    private static List<Event> disturbed(List<Event> events, Random random) {
        List<Event> sent = new ArrayList<>(events);
        events.stream().filter(e -> random.nextInt(3) == 0).forEach(sent::add);
        Collections.shuffle(sent, random);
        Map<String, RevisionsOfRecord> known = new TreeMap<>();
        List<Event> kept = new ArrayList<>();
        for (Event event : sent) {
            Outcome outcome = known.computeIfAbsent(event.id(), id -> new RevisionsOfRecord())
                    .add(new RevisionsOfRecord.Revision(0, event.content().toString(), false));
            if (outcome != Outcome.REPEATED) {
                Instant received = event.receivedAt().plusSeconds(random.nextInt(10_000_000));
                kept.add(new Event(event.id(), 0, received, event.line(), event.content()));
            }
        }
        return kept;
    }

    private static List<JudgedClock> judged(String number, List<Event> events) {
        HistoryOfItem history = new HistoryOfItem(new ItemRef(SOURCE, number));
        events.forEach(history::add);
        return judge.judge(history.history(), List.of(version), NOW).clocks();
    }

    private static String text(List<JudgedClock> clocks) {
        StringBuilder text = new StringBuilder();
        for (JudgedClock clock : clocks) {
            text.append(clock)
                    .append('\n')
                    .append(LedgerJson.write(clock.ledger()))
                    .append('\n');
        }
        return text.toString();
    }

    /** All months of both terms, from the clocks in some order, and what they owe. */
    private static String verdicts(Map<String, List<JudgedClock>> byNumber, Random random) {
        List<ClockView> clocks = byNumber.values().stream()
                .flatMap(List::stream)
                .map(JudgedClock::view)
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(clocks, random);
        List<Verdict> verdicts = new ArrayList<>();
        for (Term term : version.document().spec().terms()) {
            List<ClockView> own =
                    clocks.stream().filter(c -> c.term().equals(term.id())).toList();
            for (PartPeriod month : new Periods(JudgeDuration.per(term), ZoneOffset.UTC).within(version.validity())) {
                verdicts.addAll(new JudgeDuration(version, term, month, own).judge());
            }
        }
        List<String> texts = verdicts.stream().map(IncidentOrderTest::text).collect(Collectors.toList());
        Collections.shuffle(verdicts, random);
        texts.addAll(CreditsOwed.of(version, verdicts));
        return String.join("\n", texts);
    }

    private static String text(Verdict v) {
        return v.term()
                + v.period()
                + v.value()
                + v.reason()
                + v.share()
                + v.completeness()
                + v.count()
                + v.percentiles()
                + LedgerJson.write(v.ledger());
    }
}
