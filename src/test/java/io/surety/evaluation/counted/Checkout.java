package io.surety.evaluation.counted;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.Term;
import io.surety.agreement.reading.DocumentReading;
import io.surety.evaluation.period.BulkPlan;
import io.surety.evaluation.period.JudgeInBulk;
import io.surety.evaluation.period.JudgeMeasure.Judgement;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.MaintenanceWindow;
import io.surety.measurement.Measurements;
import io.surety.measurement.Outage;
import io.surety.measurement.Pulls;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.Sources;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.testing.TestCalendars;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A checkout of shopcloud for acme, whose events are counted; all times in UTC, June 2026 is judged. */
final class Checkout {

    private static final Interval VALIDITY =
            new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));
    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: checkout, title: Checkout}
            spec:
              type: SLA
              scope: service
              parties: [{id: shopcloud, role: provider}, {id: acme, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
              services: [{id: checkout, description: checkout}]
              calendars:
                - {id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}
                - {id: office, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR], from: "09:00", to: "17:00"}]}
              sources:
                - {id: hits, kind: counters, complete: watermark}
                - {id: ticks, kind: counters, step: PT1M, staleAfter: PT2M, complete: samples}
                - {id: gauges, kind: samples, staleAfter: PT1H, complete: watermark}
                - {id: tickets, kind: outages, complete: watermark}
              terms: [{id: checkout-ok, service: checkout, obligated: provider, TERM}]
              exclusions: [EXCLUSIONS]
              reporting: {finalAfter: P3D}
            """;

    final MinuteRollups rollups = new MinuteRollups();
    private final List<Outage> outages = new ArrayList<>();
    private final List<MaintenanceWindow> maintenance = new ArrayList<>();
    private final ParsedDocument parsed;
    private Optional<Instant> watermark = Optional.of(VALIDITY.to());
    private Instant now = VALIDITY.to();
    private List<Interval> suspensions = List.of();

    Checkout(String term, String... exclusions) {
        String text = DOCUMENT.replace("TERM", term).replace("EXCLUSIONS", String.join(", ", exclusions));
        this.parsed = DocumentReading.reader().read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** @param more such as {@code method: occurrences} */
    static Checkout ratio(String more) {
        return new Checkout("measure: {kind: ratio, source: hits, " + more
                + "}, target: {share: \"95%\", calendar: always, per: month}");
    }

    Checkout watermark(String at) {
        watermark = Optional.of(Instant.parse(at));
        return this;
    }

    Checkout silent() {
        watermark = Optional.empty();
        return this;
    }

    Checkout now(String at) {
        now = Instant.parse(at);
        return this;
    }

    Checkout suspended(String from, String to) {
        suspensions = List.of(new Interval(Instant.parse(from), Instant.parse(to)));
        return this;
    }

    Checkout hit(String at, long good, long total) {
        rollups.count(Instant.parse(at), good, total);
        return this;
    }

    Checkout maintenance(String from, String to) {
        maintenance.add(new MaintenanceWindow(
                "tickets",
                "m" + maintenance.size(),
                0,
                0,
                "checkout",
                new Interval(Instant.parse(from), Instant.parse(to)),
                Instant.parse(from).minusSeconds(864_000),
                "announced",
                Set.of(new OrganisationId("shopcloud"), new OrganisationId("acme")),
                Instant.parse(from)));
        return this;
    }

    Version version() {
        return new Version(
                new VersionRef("checkout", 1),
                VersionState.ACTIVE,
                parsed.document(),
                parsed.hash(),
                VALIDITY,
                suspensions,
                PersonId.SYSTEM,
                VALIDITY.from());
    }

    Term term() {
        return parsed.document().spec().terms().get(0);
    }

    PartPeriod june() {
        return Periods.part(
                new Periods(term().per(), ZoneOffset.UTC).containing(Instant.parse("2026-06-15T00:00:00Z")), VALIDITY);
    }

    Judgement judgement() {
        return measures().judge(version(), term(), june(), now);
    }

    Verdict judge() {
        return judgement().verdicts().get(0);
    }

    private JudgeCountedMeasures measures() {
        return new JudgeCountedMeasures(
                rollups, unasked(Pulls.class), unasked(Sources.class), measurements(), new TestCalendars());
    }

    Optional<BulkPlan> plan() {
        return measures().bulk(version(), term());
    }

    JudgeInBulk.Work work() {
        return new JudgeInBulk.Work(version().ref(), term().id(), plan().orElseThrow(), june());
    }

    Map<SeriesRef, Instant> watermarks() {
        SeriesRef line = plan().orElseThrow().series();
        return watermark.map(until -> Map.of(line, until)).orElse(Map.of());
    }

    /** Only what a judge of counts asks for. */
    private Measurements measurements() {
        return (Measurements) Proxy.newProxyInstance(
                Measurements.class.getClassLoader(),
                new Class<?>[] {Measurements.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "watermark" -> watermark;
                    case "outages" -> outages;
                    case "maintenance" -> maintenance;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Its sources deliver by themselves. */
    private static <T> T unasked(Class<T> type) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                }));
    }
}
