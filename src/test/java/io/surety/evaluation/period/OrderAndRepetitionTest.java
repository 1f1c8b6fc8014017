package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The same incidents and outages, delivered in any order, twice, and late: verdicts, ledgers, violations and credits come
 * to the same, through REST's own way of taking them and the real database (domain 5.2, 6.5). Each delivery is one seed.
 */
@WholeApplicationTest
class OrderAndRepetitionTest {

    private static final Path FILE = Path.of("../shared/data/incident-events.csv");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm");
    private static final PersonId NORA = new PersonId("nora");
    private static final Instant AFTER_ALL = Instant.parse("2017-08-01T00:00:00Z");
    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private static final int INCIDENTS = 24;
    private static final int OUTAGES = 14;
    private static final int SEEDS = 5;

    @Autowired
    private Agreements agreements;

    @Autowired
    private ReadDocument documents;

    @Autowired
    private TakeMeasurements measurements;

    @Autowired
    private Sources sources;

    @Autowired
    private KeepVerdictsCurrent current;

    @Autowired
    private ReadVerdicts verdicts;

    @Autowired
    private Violations violations;

    @Autowired
    private Credits credits;

    @Autowired
    private CreditDecisions decisions;

    @Autowired
    private RegisterParties parties;

    @Autowired
    private MovedTimeSource time;

    /**
     * What one delivery came to. Names and ids that are made of names are left out.
     *
     * @param issued credit notes less debit notes, by term and period
     */
    private record Outcome(Set<String> said, Set<PeriodState> states, Map<String, BigDecimal> issued) {}

    private record Names(String id) {

        String source() {
            return "order-" + id;
        }

        String customer() {
            return "order-acme-" + id;
        }
    }

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

    @Test
    void aRestatementToNoViolationTakesAllOfItBack_6_1() {
        Names names = begin();
        Instant from = Instant.parse("2016-03-07T08:00:00Z");
        Content.Outage down = new Content.Outage("desk", from, from.plus(Duration.ofHours(9)), "fault", null, "probe");
        take(names, List.of(Measurement.of("long", down)));
        settle();
        Map<String, BigDecimal> issued = issued(names);
        assertThat(issued.values()).singleElement().satisfies(a -> assertThat(a).isPositive());

        time.moveBy(Duration.ofDays(60));
        take(names, List.of(new Measurement("long", 1, 0, new Content.Withdrawn(Kind.OUTAGE))));
        current.run();
        assertThat(violations.of(names.source())).singleElement().satisfies(v -> assertThat(v.count())
                .isZero());
        Map<String, BigDecimal> differences = approved(names);

        assertThat(differences.keySet()).isEqualTo(issued.keySet());
        assertThat(plus(issued, differences).values()).allMatch(amount -> amount.signum() == 0);
    }

    @Test
    void aDifferenceThatIsNoneAnyMoreWhenItIsApprovedIssuesNothing_6_5() {
        Names names = begin();
        settle();
        Instant from = Instant.parse("2016-03-07T08:00:00Z");
        Content.Outage found = new Content.Outage("desk", from, from.plus(Duration.ofHours(9)), "fault", null, "probe");
        take(names, List.of(Measurement.of("found", found)));
        current.run();
        assertThat(credits.of(names.source())).singleElement().satisfies(c -> assertThat(c.state())
                .isEqualTo(Credit.State.IN_DECISION));
        take(names, List.of(new Measurement("found", 1, 0, new Content.Withdrawn(Kind.OUTAGE))));
        current.run();

        approved(names);

        assertThat(credits.of(names.source())).singleElement().satisfies(c -> {
            assertThat(c.state()).isEqualTo(Credit.State.CANCELLED);
            assertThat(credits.notes(c.id())).isEmpty();
        });
    }

    private Names begin() {
        assumeTrue(Files.exists(FILE), FILE + " is not there");
        Names names = new Names(UUID.randomUUID().toString().substring(0, 8));
        time.moveTo(AFTER_ALL);
        // for a time that is past: all of its periods are judged at once, whether or not anything happens in them
        activate(names);
        take(names, List.of(Measurement.of("until", new Content.Watermark(Instant.parse("2017-01-01T00:00:00Z")))));
        return names;
    }

    /** Judges, makes final, and issues. */
    private void settle() {
        current.run();
        time.moveBy(Duration.ofDays(60));
        current.run();
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

    /** A person approves each difference; what was issued by that, by term and period. */
    private Map<String, BigDecimal> approved(Names names) {
        Map<String, BigDecimal> before = issued(names);
        for (Credit credit : credits.of(names.source())) {
            if (credit.state() == Credit.State.IN_DECISION) {
                decisions.decide(credit.id(), true, "the data came late", NORA);
            }
        }
        Map<String, BigDecimal> differences = new TreeMap<>();
        issued(names)
                .forEach((key, amount) ->
                        differences.put(key, amount.subtract(before.getOrDefault(key, BigDecimal.ZERO))));
        return differences;
    }

    /** What is left of it is left out where nothing is. */
    private static Map<String, BigDecimal> plus(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        Map<String, BigDecimal> sum = new TreeMap<>(one);
        other.forEach((key, amount) -> sum.merge(key, amount, BigDecimal::add));
        return sum;
    }

    private Map<String, BigDecimal> issued(Names names) {
        Map<String, BigDecimal> issued = new TreeMap<>();
        for (Credit credit : credits.of(names.source())) {
            if (!credits.notes(credit.id()).isEmpty()) {
                issued.put(
                        credit.term() + " " + credit.period().from(),
                        credits.issued(credit.id()).setScale(2));
            }
        }
        return issued;
    }

    private Set<String> asPublished(Names names, Instant then) {
        return verdicts.asOf(names.source(), ALL, then).stream()
                .map(stored -> text(stored.verdict(), names))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void take(Names names, List<Measurement> all) {
        for (int from = 0; from < all.size(); from += 60) {
            Set<String> ids = new HashSet<>();
            List<Measurement> batch = all.subList(from, Math.min(from + 60, all.size())).stream()
                    .filter(m -> ids.add(m.id()))
                    .toList();
            measurements.take(new Delivery(names.source(), batch, false, NORA));
        }
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
        List<String> lines = Files.readAllLines(FILE);
        List<String> columns = List.of(lines.get(0).split(",", -1));
        Set<String> numbers = new HashSet<>();
        List<Measurement> all = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            String number = cells[columns.indexOf("number")];
            if (!numbers.contains(number) && numbers.size() == INCIDENTS) {
                break;
            }
            if (numbers.add(number)) {
                all.add(event(
                        number,
                        0,
                        cells[columns.indexOf("opened_at")],
                        "created",
                        Map.of("service", "desk", "customer", names.customer(), "type", "incident")));
            }
            String state = cells[columns.indexOf("incident_state")];
            all.add(event(number, i, cells[columns.indexOf("sys_updated_at")], "changed", Map.of("state", state)));
        }
        return all;
    }

    private static Measurement event(String number, int line, String at, String type, Map<String, String> attributes) {
        Instant instant = LocalDateTime.parse(at, TIME).toInstant(ZoneOffset.UTC);
        return new Measurement(
                number + "-" + line,
                0,
                0,
                new Content.WorkItem(number, instant, List.of((long) line), type, "", attributes));
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

    private void activate(Names names) {
        String provider = "order-it-" + names.id();
        parties.organisation(new Organisation(new OrganisationId(provider), "IT", null));
        parties.organisation(new Organisation(new OrganisationId(names.customer()), "Acme", null));
        sources.register(
                new Source(names.source(), new OrganisationId(provider), Set.of(new OrganisationId(names.customer()))),
                NORA);
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: SOURCE, title: Desk}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: PROVIDER, role: provider}, {id: CUSTOMER, role: customer}]
                  period: {start: "2016-01-01", end: "2017-01-01", zone: Etc/UTC, calendar: office, notice: P30D, renewal: none}
                  charges: {amount: "1234.56", currency: EUR, per: month}
                  services: [{id: desk, description: one place for faults, notIncluded: [printers]}]
                  calendars: [{id: office, zone: Etc/UTC, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}]
                  sources: [{id: SOURCE, kind: work-items, complete: watermark}]
                  terms:
                    - id: resolve
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: SOURCE, where: {type: [incident]}, start: {event: created}, pause: [{while: {state: [Awaiting User Info, Awaiting Evidence]}, party: customer}], stop: {enters: {state: [Resolved, Closed]}}, reopen: {as: continue}}
                      targets: [{id: all, calendar: office, within: PT16H}]
                      conformance: {atLeast: "95%", per: month, by: term}
                      credit: {base: agreement, tiers: [{below: "95%", percent: "5"}]}
                    - id: desk-up
                      service: desk
                      obligated: provider
                      measure: {kind: availability, from: outages, source: SOURCE, minimumOutage: PT5M}
                      target: {atLeast: "99%", calendar: office, per: month}
                      credit: {base: agreement, tiers: [{below: "99%", percent: "3"}, {below: "90%", percent: "7"}]}
                  creditLimits: {stacking: sum}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .replace("SOURCE", names.source())
                        .replace("PROVIDER", provider)
                        .replace("CUSTOMER", names.customer());
        VersionRef ref = agreements
                .draft(documents.read(yaml.getBytes(StandardCharsets.UTF_8)), NORA)
                .ref();
        for (VersionState next : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE)) {
            agreements.move(ref, next, NORA, "test");
        }
    }
}
