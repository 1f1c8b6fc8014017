package io.surety.evaluation.budget;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Rollups;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.testing.ApiClient;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A checkout whose budget is watched: its agreement, its counts, and the people who are told. */
abstract class BurnScene {

    static final Instant NINE = MovedTimeSource.START;

    @Autowired
    private Agreements agreements;

    @Autowired
    private ReadDocument documents;

    @Autowired
    TakeMeasurements measurements;

    @Autowired
    private Sources sources;

    @Autowired
    Rollups rollups;

    @Autowired
    WatchBurns watch;

    @Autowired
    private RegisterParties register;

    @Autowired
    MovedTimeSource time;

    @Autowired
    ApiClient api;

    private final String mark = "b" + UUID.randomUUID().toString().substring(0, 8);
    private final OrganisationId provider = new OrganisationId(mark + "-shop");
    private final OrganisationId customer = new OrganisationId(mark + "-acme");
    final String hits = "hits-" + mark;
    PersonId engineer;
    PersonId lead;
    PersonId client;
    int sent;

    @BeforeEach
    void aCheckoutThatIsWatched() {
        time.moveTo(NINE);
        register.organisation(new Organisation(provider, "Shop", null));
        register.organisation(new Organisation(customer, "Acme", null));
        engineer = person("engineer", provider, "sre");
        lead = person("lead", provider, "sre-lead");
        client = person("client", customer, "customer-representative");
        sources.register(new Source(hits, provider, Set.of(customer)), lead);
    }

    void anHourOfGoodAndOneOfBadRequests() {
        requests(-60, 0, 10, 10);
        time.moveTo(minute(60));
        requests(0, 60, 0, 10);
        // the next one has begun, so that what came before is whole
        requests(60, 61, 0, 0);
    }

    /** One reading at the start of each minute after nine. */
    void requests(int from, int to, long good, long total) {
        List<Measurement> readings = IntStream.range(from, to)
                .mapToObj(m -> Measurement.of(
                        "m" + sent++, (Content) new Content.Counter("checkout", "", minute(m), good, total)))
                .toList();
        measurements.take(new Delivery(hits, readings, false, lead));
    }

    void look() {
        rollups.settle();
        watch.run();
    }

    static Instant minute(int afterNine) {
        return NINE.plus(Duration.ofMinutes(afterNine));
    }

    String name() {
        return mark + "-checkout";
    }

    PersonId person(String name, OrganisationId organisation, String role) {
        PersonId id = new PersonId(mark + "." + name);
        register.person(
                new Person(id, "D " + name, name + "@x.example", organisation, ZoneId.of("UTC"), Locale.ENGLISH),
                Browser.PASSWORD);
        register.assign(Assignment.of(id, organisation, new Role(role)));
        return id;
    }

    void activate() {
        activate("complete: samples");
    }

    void activate(String complete) {
        String text =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s-checkout, title: Checkout}
                spec:
                  type: SLA
                  scope: service
                  parties: [{id: %1$s-shop, role: provider}, {id: %1$s-acme, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services: [{id: checkout, description: checkout}]
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: hits-%1$s, kind: counters, step: PT1M, staleAfter: PT3M, %2$s}, {id: tickets-%1$s, kind: work-items, complete: watermark}]
                  terms:
                    - id: ok
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: hits-%1$s, method: occurrences}
                      target: {share: "95%%", calendar: always, per: month}
                      escalation: burn
                    - id: ok-28d
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: hits-%1$s, method: occurrences}
                      objective: {atLeast: "95%%", rolling: P28D}
                    - id: daily
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: hits-%1$s, method: occurrences}
                      target: {share: "95%%", calendar: always, per: day}
                      completeness: "0.01%%"
                      escalation: missed
                    - id: slow
                      service: checkout
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets-%1$s, start: {event: created}, stop: {enters: {state: [Closed]}}}
                      targets: [{id: all, calendar: always, within: PT4H}]
                      tolerance: {breaches: 2, per: month}
                  escalations:
                    - id: burn
                      groupBy: [agreement, term]
                      tiers:
                        - {at: {burn: {factor: "14.4", long: PT1H, short: PT5M}}, tell: [{role: sre}], by: [webhook]}
                        - {at: {burn: {factor: "6", long: PT6H, short: PT30M}}, tell: [{role: sre}], by: [mail]}
                        - {at: {unacknowledged: PT15M}, tell: [{role: sre-lead}], by: [mail]}
                    - id: missed
                      groupBy: [agreement, term]
                      tiers:
                        - {at: {violation: 1}, tell: [{role: sre}], by: [mail]}
                        - {at: {violation: 2}, tell: [{role: sre-lead}], by: [mail]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(mark, complete);
        IntoForce.bring(agreements, documents, text, lead);
        look();
    }
}
