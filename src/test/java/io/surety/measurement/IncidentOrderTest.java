package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
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
import io.surety.testing.RealIncidents;
import io.surety.testing.TestCalendars;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real incidents, judged in memory: a hundred seeds shuffle, repeat and delay the log, and not a byte of the clocks,
 * ledgers, verdicts, violations and credits differs (domain 5.2). Outages have a test of their own; what the database adds is
 * held by {@code OrderAndRepetitionTest}, with as many seeds.
 */
class IncidentOrderTest {

    private static final Map<String, List<Event>> LOG = new TreeMap<>();
    private static final Map<String, String> EXPECTED = new TreeMap<>();
    private static String expectedVerdicts = "";
    private static final JudgeClocks JUDGE = new JudgeClocks(new TestCalendars(), Assignees.UNKNOWN);
    private static Version version;

    @BeforeAll
    static void readTheLog() throws IOException {
        assumeTrue(Files.exists(RealIncidents.FILE), RealIncidents.FILE + " is not there");
        for (RealIncidents.Event event : RealIncidents.events()) {
            LOG.computeIfAbsent(event.incident(), n -> new ArrayList<>()).add(stored(event));
        }
        version = RealIncidents.version();
        Map<String, List<JudgedClock>> clocks = new TreeMap<>();
        LOG.forEach((number, events) -> clocks.put(number, judged(number, events)));
        clocks.forEach((number, of) -> EXPECTED.put(number, text(of)));
        expectedVerdicts = verdicts(clocks, new Random(0));
        assertThat(expectedVerdicts).contains("VIOLATED").contains("FULFILLED").contains("owed=EUR");
    }

    private static Event stored(RealIncidents.Event event) {
        return new Event(
                event.id(),
                0,
                event.at(),
                event.line(),
                new Content.WorkItem(
                        event.incident(),
                        event.at(),
                        List.of((long) event.line()),
                        event.type(),
                        "",
                        event.attributes()));
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
        HistoryOfItem history = new HistoryOfItem(new ItemRef(RealIncidents.SOURCE, number));
        events.forEach(history::add);
        return JUDGE.judge(history.history(), List.of(version), RealIncidents.END)
                .clocks();
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
