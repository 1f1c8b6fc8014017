package io.surety.evaluation.period;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.RealIncidents;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Autowired;

/** A desk of which real incidents and made up outages are delivered, in a year that is long past, and what that comes to. */
abstract class DeliveredLog {

    private static final PersonId NORA = new PersonId("nora");
    private static final Instant AFTER_ALL = Instant.parse("2017-08-01T00:00:00Z");

    @Autowired
    private Agreements agreements;

    @Autowired
    private ReadDocument documents;

    @Autowired
    private TakeMeasurements measurements;

    @Autowired
    private Sources sources;

    @Autowired
    KeepVerdictsCurrent current;

    @Autowired
    Violations violations;

    @Autowired
    Credits credits;

    @Autowired
    private CreditDecisions decisions;

    @Autowired
    private RegisterParties parties;

    @Autowired
    MovedTimeSource time;

    record Names(String id) {

        String source() {
            return "order-" + id;
        }

        String customer() {
            return "order-acme-" + id;
        }
    }

    Names begin() {
        assumeTrue(Files.exists(RealIncidents.FILE), RealIncidents.FILE + " is not there");
        Names names = new Names(UUID.randomUUID().toString().substring(0, 8));
        time.moveTo(AFTER_ALL);
        // for a time that is past: all of its periods are judged at once, whether or not anything happens in them
        activate(names);
        take(names, List.of(Measurement.of("until", new Content.Watermark(Instant.parse("2017-01-01T00:00:00Z")))));
        return names;
    }

    /** Judges, makes final, and issues. */
    void settle() {
        current.run();
        time.moveBy(Duration.ofDays(60));
        current.run();
    }

    /** A person approves each difference; what was issued by that, by term and period. */
    Map<String, BigDecimal> approved(Names names) {
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
    static Map<String, BigDecimal> plus(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
        Map<String, BigDecimal> sum = new TreeMap<>(one);
        other.forEach((key, amount) -> sum.merge(key, amount, BigDecimal::add));
        return sum;
    }

    Map<String, BigDecimal> issued(Names names) {
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

    void take(Names names, List<Measurement> all) {
        for (int from = 0; from < all.size(); from += 60) {
            Set<String> ids = new HashSet<>();
            List<Measurement> batch = all.subList(from, Math.min(from + 60, all.size())).stream()
                    .filter(m -> ids.add(m.id()))
                    .toList();
            measurements.take(new Delivery(names.source(), batch, false, NORA));
        }
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
        IntoForce.bring(agreements, documents, yaml, NORA);
    }
}
