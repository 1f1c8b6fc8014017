package io.surety.evaluation.preview;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ClosePeriods;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.RecordMaintenance;
import io.surety.measurement.Rollups;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationContext;

/**
 * A desk, a portal and a checkout in the first quarter of 2026: tickets, leads, outages, maintenance and latencies of which
 * two scenes have the same, with parties that no other test knows.
 */
final class PreviewScene {

    static final String NOW = "2026-04-10T09:00:00Z";
    private static final Instant FIRST = Instant.parse("2025-12-18T06:00:00Z");

    static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: preview-ID, title: "Desk <script>alert(1)</script>"}
            spec:
              type: SLA
              scope: customer
              parties:
                - {id: northwind-ID, role: provider}
                - {id: acme-ID, role: customer}
                - {id: cloudco-ID, role: third-party, duties: [hosts the portal], under: uc-ID}
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P30D, renewal: none}
              charges: {amount: "1000.00", currency: EUR, per: month}
              services:
                - {id: desk, description: desk}
                - {id: portal, description: portal}
                - {id: checkout, description: checkout}
              calendars:
                - id: office
                  zone: Europe/Berlin
                  windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]
                  holidays: {region: DE-BE}
                - {id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}
              sources:
                - {id: tickets-ID, kind: work-items, complete: watermark}
                - {id: gauges-ID, kind: samples, staleAfter: PT1H, complete: watermark}
              terms:
                - id: resolve
                  service: desk
                  obligated: provider
                  measure:
                    kind: duration
                    of: work-item
                    source: tickets-ID
                    where: {type: [incident]}
                    start: {event: created}
                    pause: [{while: {state: [Waiting]}, party: customer}]
                    stop: {enters: {state: [Resolved]}}
                    reopen: {as: continue, within: P10BD}
                  targets:
                    - {id: p1, when: {priority: ["1"]}, calendar: office, within: PT16H}
                    - {id: rest, calendar: office, within: P3BD}
                  conformance: {atLeast: "70%", per: month, by: target}
                  onlyIf: {items: {atLeast: 3}, per: quarter}
                  credit: {base: agreement, tiers: [{below: "70%", percent: "5"}, {below: "40%", percent: "12"}]}
                - id: answer
                  service: desk
                  obligated: provider
                  measure:
                    kind: duration
                    of: work-item
                    source: tickets-ID
                    where: {type: [incident]}
                    start: {event: created}
                    stop: {leaves: {state: [New]}}
                  targets: [{id: all, calendar: office, within: PT8H}]
                  tolerance: {breaches: 4, per: month}
                  credit: {base: agreement, perCount: {amount: "20.00"}}
                - id: leads
                  service: desk
                  obligated: provider
                  measure: {kind: volume, of: lead, source: tickets-ID, where: {type: [lead]}, start: {event: created}, subsets: [{id: big, when: {priority: ["1"]}, committed: 3}, {id: rest, committed: 4}], refuse: {reasons: [duplicate], within: P5BD}}
                  target: {each: "80%", calendar: office, per: month}
                - id: up
                  service: portal
                  obligated: provider
                  measure: {kind: availability, from: outages, source: tickets-ID}
                  target: {atLeast: "99%", calendar: always, per: month}
                  credit: {base: agreement, tiers: [{below: "99%", percent: "10"}]}
                - id: fast
                  service: checkout
                  obligated: provider
                  measure: {kind: threshold, source: gauges-ID, limit: {atMost: "300", unit: ms}, method: occurrences}
                  target: {share: "90%", calendar: always, per: month}
              exclusions:
                - {id: patching, cause: agreed-maintenance, effect: exclude, announce: P1D, decidedBy: provider, terms: [up, fast]}
              creditLimits: {perMonth: "18%", perYear: "20%", minimum: "5.00", claim: {within: P30D, needed: true}, stacking: sum}
              reporting: {every: P1W, to: [customer], finalAfter: P14D, objectWithin: P10D}
            """;

    final String id = "v" + UUID.randomUUID().toString().substring(0, 8);
    final String agreement = "preview-" + id;
    final String tickets = "tickets-" + id;
    final OrganisationId provider = new OrganisationId("northwind-" + id);
    final OrganisationId customer = new OrganisationId("acme-" + id);
    final OrganisationId supplier = new OrganisationId("cloudco-" + id);
    final PersonId nora = new PersonId("nora-" + id);
    final PersonId carla = new PersonId("carla-" + id);
    final PersonId tina = new PersonId("tina-" + id);
    private final ApplicationContext context;
    private int sent;

    PreviewScene(ApplicationContext context) {
        this.context = context;
        bean(MovedTimeSource.class).moveTo(FIRST.minusSeconds(1));
        for (OrganisationId organisation : List.of(provider, customer, supplier)) {
            bean(RegisterParties.class).organisation(new Organisation(organisation, organisation.value(), null));
        }
        person(nora, provider, Role.SERVICE_LEVEL_MANAGER, Locale.ENGLISH);
        person(carla, customer, Role.CUSTOMER_REPRESENTATIVE, Locale.GERMAN);
        person(tina, supplier, Role.THIRD_PARTY_CONTACT, Locale.ENGLISH);
        for (String source : List.of(tickets, "gauges-" + id)) {
            bean(Sources.class).register(new Source(source, provider, Set.of(customer)), nora);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    private void person(PersonId person, OrganisationId organisation, Role role, Locale language) {
        bean(RegisterParties.class)
                .person(
                        new Person(
                                person,
                                person.value(),
                                person + "@x.example",
                                organisation,
                                ZoneId.of("Europe/Berlin"),
                                language),
                        Browser.PASSWORD);
        bean(RegisterParties.class).assign(Assignment.of(person, organisation, role));
    }

    Caller asNora() {
        return new Caller(nora, false, Set.of(provider), Set.of(Role.SERVICE_LEVEL_MANAGER));
    }

    Caller asCarla() {
        return new Caller(carla, false, Set.of(customer), Set.of(Role.CUSTOMER_REPRESENTATIVE));
    }

    String text(UnaryOperator<String> change) {
        return change.apply(DOCUMENT).replace("ID", id);
    }

    ParsedDocument document(UnaryOperator<String> change) {
        try {
            return bean(ReadDocument.class).read(text(change).getBytes(StandardCharsets.UTF_8));
        } catch (Refusal e) {
            throw new AssertionError(e.diagnostics().toString(), e);
        }
    }

    Proposal proposal(UnaryOperator<String> change) {
        ParsedDocument parsed = document(change);
        return new Proposal(parsed.document(), parsed.hash(), java.util.Optional.empty());
    }

    Preview preview(UnaryOperator<String> change, int periods) {
        return bean(PreviewChange.class).of(agreement, proposal(change), periods, asNora());
    }

    VersionRef draft(UnaryOperator<String> change) {
        return bean(Agreements.class).draft(document(change), nora).ref();
    }

    VersionRef activate(UnaryOperator<String> change) {
        VersionRef ref = draft(change);
        IntoForce.bring(bean(Agreements.class), ref, nora);
        return ref;
    }

    /** What happened, the same in each scene of a seed; all is known and judged up to {@link #NOW}. */
    void live(int seed, int items) {
        Random random = new Random(seed);
        List<Measurement> events = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            item(events, random, i);
        }
        for (int i = 0; i < 6; i++) {
            Instant from = FIRST.plus(Duration.ofMinutes(random.nextInt(110 * 24 * 60)));
            events.add(measurement(new Content.Outage(
                    "portal", from, from.plus(Duration.ofMinutes(random.nextInt(900))), "fault", null, "seen")));
        }
        take(tickets, events);
        List<Measurement> values = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            Instant at = FIRST.plus(Duration.ofMinutes(random.nextInt(110 * 24 * 60)));
            values.add(measurement(new Content.Gauge("checkout", "", at, BigDecimal.valueOf(random.nextInt(330)))));
        }
        take("gauges-" + id, values);
        bean(MovedTimeSource.class).moveTo(Instant.parse("2026-01-20T09:00:00Z"));
        bean(RecordMaintenance.class)
                .record(
                        asNora(),
                        tickets,
                        "patch",
                        new Content.Maintenance(
                                "portal",
                                Instant.parse("2026-02-10T08:00:00Z"),
                                Instant.parse("2026-02-14T20:00:00Z"),
                                Instant.parse("2026-01-20T09:00:00Z"),
                                "announced"));
        bean(MovedTimeSource.class).moveTo(Instant.parse(NOW));
        for (String source : List.of(tickets, "gauges-" + id)) {
            take(source, List.of(measurement(new Content.Watermark(Instant.parse(NOW)))));
        }
        bean(Rollups.class).settle();
        judge();
    }

    void judge() {
        bean(FindDueClocks.class).run();
        bean(KeepVerdictsCurrent.class).run();
        for (String month : List.of("2026-01", "2026-02", "2026-03")) {
            bean(ClosePeriods.class).judgeBatch(CloseKey.parse("close:Europe/Berlin:" + month), agreement + "@00000/");
        }
    }

    private void item(List<Measurement> events, Random random, int number) {
        String key = "I" + number;
        boolean lead = random.nextInt(5) == 0;
        Instant at = FIRST.plus(Duration.ofMinutes(random.nextInt(105 * 24 * 60)));
        events.add(event(
                key,
                at,
                "created",
                Map.of(
                        "customer",
                        customer.value(),
                        "service",
                        "desk",
                        "type",
                        lead ? "lead" : "incident",
                        "priority",
                        random.nextInt(3) == 0 ? "1" : "2",
                        "state",
                        "New")));
        for (String state : List.of("Active", "Waiting", "Active", "Resolved", "Active", "Resolved")) {
            if (random.nextInt(8) == 0) {
                return;
            }
            at = at.plus(Duration.ofMinutes(random.nextInt(state.equals("Active") ? 1_500 : 3_000)));
            events.add(event(key, at, "changed", Map.of("state", state)));
            if (state.equals("Resolved") && random.nextInt(4) > 0) {
                return;
            }
        }
    }

    private Measurement event(String key, Instant at, String type, Map<String, String> attributes) {
        return measurement(new Content.WorkItem(key, at, List.of((long) sent), type, "human", attributes));
    }

    private Measurement measurement(Content content) {
        return Measurement.of("m" + sent++, content);
    }

    void take(String source, List<Measurement> measurements) {
        bean(TakeMeasurements.class).take(new Delivery(source, measurements, false, nora));
    }

    /** A ticket that is created and resolved, both in one delivery. */
    void ticket(String key, String created, String resolved) {
        take(
                tickets,
                List.of(
                        event(
                                key,
                                Instant.parse(created),
                                "created",
                                Map.of(
                                        "customer", customer.value(),
                                        "service", "desk",
                                        "type", "incident",
                                        "priority", "2",
                                        "state", "New")),
                        event(key, Instant.parse(resolved), "changed", Map.of("state", "Resolved"))));
    }
}
