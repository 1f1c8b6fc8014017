package io.surety.evaluation.availability;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.Term;
import io.surety.agreement.reading.DocumentReading;
import io.surety.evaluation.credit.CreditsOwed;
import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Content;
import io.surety.measurement.KeptRecords;
import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A year of made up outages and maintenance, with causes, confirmations, corrections, contradictions and withdrawals, judged
 * in memory: a hundred seeds shuffle, repeat and delay it, and not a byte of the verdicts, ledgers, violations and credits
 * differs (domain 5.2). What the database adds is held by {@code OrderAndRepetitionTest}, with as many seeds.
 */
class OutageOrderTest {

    private static final Instant START = Instant.parse("2025-12-31T23:00:00Z");
    private static final Instant END = Instant.parse("2026-12-31T23:00:00Z");
    private static final Instant NOW = Instant.parse("2027-02-01T00:00:00Z");
    private static final List<Set<OrganisationId>> CONFIRMATIONS = List.of(
            Set.of(),
            Set.of(new OrganisationId("northwind-it")),
            Set.of(new OrganisationId("northwind-it"), new OrganisationId("acme")));
    private static final String[] CAUSES = {"fault", "fault", "customer", "force-majeure"};

    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: order-portal, title: Portal}
            spec:
              type: SLA
              scope: customer
              parties: [{id: northwind-it, role: provider}, {id: acme, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: prime, notice: P90D, renewal: none}
              charges: {amount: "9876.54", currency: EUR, per: month}
              services: [{id: portal, description: customer portal}]
              calendars:
                - {id: prime, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}
                - {id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}
              sources: [{id: tickets, kind: work-items, complete: watermark}]
              terms:
                - id: by-night-too
                  service: portal
                  obligated: provider
                  measure: {kind: availability, from: outages, source: tickets, minimumOutage: PT10M}
                  target: {atLeast: "98%", calendar: always, per: month}
                  credit: {base: agreement, tiers: [{below: "98%", percent: "5"}, {below: "96%", percent: "12.5"}]}
                - id: by-day
                  service: portal
                  obligated: provider
                  measure: {kind: availability, from: outages, source: tickets}
                  target: {atLeast: "97%", calendar: prime, per: week}
                  noData: bad
                  credit: {base: agreement, tiers: [{below: "97%", percent: "7"}]}
              exclusions:
                - {id: patching, cause: agreed-maintenance, effect: exclude, announce: P2BD, cap: PT9H, per: month}
                - {id: own-fault, cause: customer, effect: excuse, cap: PT20H, per: month}
                - {id: force, cause: force-majeure, effect: exclude}
              creditLimits: {perMonth: "15%", perYear: "10%", minimum: "50.00", stacking: sum}
            """;

    private static final List<Measurement> LOG = new ArrayList<>();
    private static final Map<Measurement, Set<OrganisationId>> CONFIRMED = new HashMap<>();
    private static Version version;
    private static String expected;

    @BeforeAll
    static void makeUpAYear() {
        ParsedDocument parsed = DocumentReading.reader().read(DOCUMENT.getBytes(StandardCharsets.UTF_8));
        version = new Version(
                new VersionRef("order-portal", 1),
                VersionState.EXPIRED,
                parsed.document(),
                parsed.hash(),
                new Interval(START, END),
                List.of(),
                PersonId.SYSTEM,
                NOW);
        Random random = new Random(20260101);
        for (int i = 0; i < 160; i++) {
            revisions(random, "o" + i, Kind.OUTAGE);
        }
        for (int i = 0; i < 40; i++) {
            revisions(random, "m" + i, Kind.MAINTENANCE);
        }
        expected = judged(LOG, new Random(0));
    }

    /** One of four is corrected, one of eight contradicts itself, one of ten is withdrawn; revisions may come out of order. */
    private static void revisions(Random random, String id, Kind kind) {
        add(random, new Measurement(id, 0, 0, content(random, kind)));
        if (random.nextInt(8) == 0) {
            add(random, new Measurement(id, 0, 0, content(random, kind)));
        }
        if (random.nextInt(4) == 0) {
            add(random, new Measurement(id, 1, 0, content(random, kind)));
        }
        if (random.nextInt(8) == 0) {
            add(random, new Measurement(id, 2, 0, content(random, kind)));
            add(random, new Measurement(id, 2, 0, content(random, kind)));
        }
        if (random.nextInt(10) == 0) {
            add(random, new Measurement(id, 3, 0, new Content.Withdrawn(kind)));
        }
    }

    private static void add(Random random, Measurement measurement) {
        LOG.add(measurement);
        CONFIRMED.put(measurement, CONFIRMATIONS.get(random.nextInt(CONFIRMATIONS.size())));
    }

    private static Content content(Random random, Kind kind) {
        Instant from = START.minus(Duration.ofDays(1)).plusSeconds(random.nextInt(367 * 86_400));
        Instant to = from.plusSeconds(60 + random.nextInt(30_000)).plusMillis(random.nextInt(1000));
        if (kind == Kind.OUTAGE) {
            String cause = CAUSES[random.nextInt(CAUSES.length)];
            return new Content.Outage("portal", from, to, cause, null, "seen by the guard");
        }
        return new Content.Maintenance(
                "portal", from, to, from.minus(Duration.ofHours(random.nextInt(120))), "announced by mail");
    }

    /** What comes of a log in the order in which it comes, with the instants at which it comes. */
    private static String judged(List<Measurement> log, Random delays) {
        KeptRecords kept = new KeptRecords("tickets", END, m -> CONFIRMED.getOrDefault(m, Set.of()));
        log.forEach(m -> kept.take(m, START.plusSeconds(delays.nextInt(40_000_000))));
        JudgeAvailabilityMeasures judge =
                new JudgeAvailabilityMeasures(kept, (document, id) -> Portal.calendar(document, id));
        List<Verdict> verdicts = new ArrayList<>();
        for (Term term : version.document().spec().terms()) {
            ZoneId zone = version.document().spec().period().zone();
            for (PartPeriod period : new Periods(term.per(), zone).within(version.validity())) {
                verdicts.addAll(judge.judge(version, term, period, NOW).verdicts());
            }
        }
        StringBuilder text = new StringBuilder();
        verdicts.forEach(v -> text.append(v.term())
                .append(v.period())
                .append(v.value())
                .append(v.reason())
                .append(v.share())
                .append(v.completeness())
                .append(v.count())
                .append(LedgerJson.write(v.ledger()))
                .append('\n'));
        Collections.shuffle(verdicts, delays);
        CreditsOwed.of(version, verdicts).forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderRepetitionAndDelayOfTheOutageLogChangeNothing_5_2(int seed) {
        Random random = new Random(seed);
        List<Measurement> sent = new ArrayList<>(LOG);
        LOG.stream().filter(m -> random.nextInt(3) == 0).forEach(sent::add);
        Collections.shuffle(sent, random);
        assertThat(judged(sent, random)).isEqualTo(expected);
    }

    /** The log has all that could go wrong in it; and what is left out of it shows. */
    @Test
    void theLogHasEverythingInItAndEachRecordOfItCounts() {
        assertThat(expected)
                .contains("VIOLATED")
                .contains("FULFILLED")
                .contains("\"EXCLUDED\"")
                .contains("\"EXCUSED\"")
                .contains("\"BAD\"")
                .contains("\"UNKNOWN\"")
                .contains("agreed-maintenance")
                .contains("force-majeure")
                .contains("owed=EUR");
        int felt = 0;
        for (int left = 0; left < LOG.size(); left += 20) {
            List<Measurement> shorter = new ArrayList<>(LOG);
            shorter.remove(left);
            felt += judged(shorter, new Random(0)).equals(expected) ? 0 : 1;
        }
        assertThat(felt).isGreaterThan(5);
    }
}
