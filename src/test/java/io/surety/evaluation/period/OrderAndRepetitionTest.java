package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Content;
import io.surety.measurement.Measurement;
import io.surety.shared.Interval;
import io.surety.testing.RealIncidents;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The same incidents and outages, delivered in any order, twice, and late: verdicts, ledgers, violations and credits come
 * to the same, through REST's own way of taking them and the real database (domain 5.2, 6.5). Each delivery is one seed.
 */
@WholeApplicationTest
class OrderAndRepetitionTest extends DeliveredLog {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private static final int INCIDENTS = 24;
    private static final int OUTAGES = 14;
    private static final int SEEDS = 100;

    @Autowired
    private ReadVerdicts verdicts;

    /**
     * What one delivery came to. Names and ids that are made of names are left out.
     *
     * @param issued credit notes less debit notes, by term and period
     */
    private record Outcome(Set<String> said, Set<PeriodState> states, Map<String, BigDecimal> issued) {}

    /** The log as it came, once and in order; everything else is held against it. */
    private Outcome sorted() throws IOException {
        Names names = begin();
        take(names, log(names));
        settle();
        Outcome sorted = outcome(names);
        assertThat(sorted.said()).hasSizeGreaterThan(8).anyMatch(line -> line.contains("VIOLATED"));
        assertThat(sorted.issued().values()).anyMatch(amount -> amount.signum() > 0);
        return sorted;
    }

    @Test
    void shufflingAndRepeatingBeforeAPeriodIsFinalChangesNothing_5_2() throws IOException {
        Outcome expected = sorted();
        for (int seed = 0; seed < SEEDS; seed++) {
            Names names = begin();
            List<Measurement> disturbed = disturbed(log(names), new Random(seed));
            take(names, disturbed);
            settle();
            assertThat(outcome(names)).as("seed " + seed).isEqualTo(expected);
        }
    }

    /**
     * A part comes when the periods are final: what was published stays, what is restated says the same as the sorted run,
     * and the notes that a person then approves are the difference between the two, to the cent.
     */
    @Test
    void whatComesAfterFinalIsRestatedAndTheNotesAccountForTheWholeDifference_6_5() throws IOException {
        Outcome expected = sorted();
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Names names = begin();
            List<Measurement> disturbed = disturbed(log(names), random);
            int cut = disturbed.size() / 4 + random.nextInt(disturbed.size() / 2);
            take(names, disturbed.subList(0, cut));
            settle();
            Outcome published = outcome(names);
            Instant then = time.now();
            time.moveBy(Duration.ofDays(60));
            take(names, disturbed.subList(cut, disturbed.size()));
            current.run();
            Map<String, BigDecimal> unchanged = issued(names);
            unchanged.values().removeIf(amount -> amount.signum() == 0);
            assertThat(unchanged).as("nothing is issued without a person").isEqualTo(published.issued());
            Map<String, BigDecimal> differences = approved(names);

            Outcome restated = outcome(names);
            assertThat(restated.said()).as("seed " + seed).isEqualTo(expected.said());
            assertThat(restated.states()).contains(PeriodState.RESTATED);
            assertThat(restated.issued()).as("seed " + seed).isEqualTo(expected.issued());
            Map<String, BigDecimal> sum = plus(published.issued(), differences);
            sum.values().removeIf(amount -> amount.signum() == 0);
            assertThat(sum).as("what was issued, and the differences").isEqualTo(expected.issued());
            assertThat(asPublished(names, then))
                    .as("what was published stays")
                    .isEqualTo(published.said().stream()
                            .filter(line -> line.startsWith("verdict "))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private List<Measurement> log(Names names) throws IOException {
        List<Measurement> all = new ArrayList<>(incidents(names));
        all.addAll(outages());
        return all;
    }

    /** A third of it twice, and all of it in some order. */
    private static List<Measurement> disturbed(List<Measurement> log, Random random) {
        List<Measurement> all = new ArrayList<>(log);
        log.stream().filter(m -> random.nextInt(3) == 0).forEach(all::add);
        Collections.shuffle(all, random);
        return all;
    }

    private Set<String> asPublished(Names names, Instant then) {
        return verdicts.asOf(names.source(), ALL, then).stream()
                .map(stored -> text(stored.verdict(), names))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Outcome outcome(Names names) {
        Set<String> said = new TreeSet<>();
        Set<PeriodState> states = new HashSet<>();
        for (StoredVerdict stored : verdicts.of(names.source(), ALL)) {
            Verdict v = stored.verdict();
            states.add(stored.state());
            said.add(text(v, names));
        }
        violations.of(names.source()).stream()
                .filter(v -> v.count() > 0)
                .forEach(v -> said.add("violation " + v.term() + " " + v.period() + " " + v.count()));
        for (Credit credit : credits.of(names.source())) {
            if (credit.amount().signum() > 0) {
                said.add("credit " + credit.term() + " " + credit.period() + " " + credit.amount());
            }
        }
        Map<String, BigDecimal> owed = issued(names);
        owed.values().removeIf(amount -> amount.signum() == 0);
        return new Outcome(said, states, owed);
    }

    private static String text(Verdict v, Names names) {
        return "verdict " + v.term() + " " + v.period() + " " + v.value() + " " + v.reason() + " " + v.share() + " "
                + v.completeness() + " " + v.count() + " " + v.percentiles() + " " + ledger(v, names);
    }

    private static String ledger(Verdict verdict, Names names) {
        if (verdict.ledger() instanceof Account account) {
            return new TreeSet<>(account.entries().stream()
                            .map(e -> e.subject() + e.at() + e.label() + e.why() + e.weight())
                            .toList())
                    .toString()
                    .replace(names.id(), "");
        }
        return LedgerJson.write(verdict.ledger()).replace(names.id(), "");
    }

    private List<Measurement> incidents(Names names) throws IOException {
        Set<String> numbers = new HashSet<>();
        return RealIncidents.events().stream()
                .takeWhile(
                        e -> numbers.contains(e.incident()) || numbers.size() < INCIDENTS && numbers.add(e.incident()))
                .map(e -> measurement(e, names))
                .toList();
    }

    private static Measurement measurement(RealIncidents.Event event, Names names) {
        Map<String, String> attributes = event.type().equals("created")
                ? Map.of("service", "desk", "customer", names.customer(), "type", "incident")
                : Map.of("state", String.valueOf(event.attributes().get("state")));
        return new Measurement(
                event.id(),
                0,
                0,
                new Content.WorkItem(
                        event.incident(), event.at(), List.of((long) event.line()), event.type(), "", attributes));
    }

    /** Made up, always the same: some overlap, some are short. */
    private static List<Measurement> outages() {
        Random random = new Random(20160301);
        List<Measurement> all = new ArrayList<>();
        Instant at = Instant.parse("2016-02-01T00:00:00Z");
        for (int i = 0; i < OUTAGES; i++) {
            at = at.plus(Duration.ofMinutes(random.nextInt(6_000)));
            Instant to = at.plus(Duration.ofMinutes(1 + random.nextInt(900)));
            all.add(Measurement.of("o" + i, new Content.Outage("desk", at, to, "fault", null, "probe " + i)));
        }
        return all;
    }
}
