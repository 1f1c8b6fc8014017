package io.surety.reporting;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.RecordMaintenance;
import io.surety.measurement.RecordOutages;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.testing.Browser;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.BeanFactory;

/** An agreement of one test, with its people, tickets and outages. Instants are written without their zone: UTC. */
public class ReportWorld {

    private final Agreements agreements;
    private final ReadDocument documents;
    private final TakeMeasurements measurements;
    private final Sources sources;
    private final RecordOutages outages;
    private final RecordMaintenance maintenance;
    private final RegisterParties register;
    private final Parties parties;
    private final FindDueClocks scan;
    private final KeepVerdictsCurrent current;
    private final MovedTimeSource time;

    /** Takes what it needs from the application that all tests share; a bean of its own would start another one. */
    public ReportWorld(BeanFactory beans) {
        this.agreements = beans.getBean(Agreements.class);
        this.documents = beans.getBean(ReadDocument.class);
        this.measurements = beans.getBean(TakeMeasurements.class);
        this.sources = beans.getBean(Sources.class);
        this.outages = beans.getBean(RecordOutages.class);
        this.maintenance = beans.getBean(RecordMaintenance.class);
        this.register = beans.getBean(RegisterParties.class);
        this.parties = beans.getBean(Parties.class);
        this.scan = beans.getBean(FindDueClocks.class);
        this.current = beans.getBean(KeepVerdictsCurrent.class);
        this.time = beans.getBean(MovedTimeSource.class);
    }

    /** What the agreement of a test is called, and who its people are. */
    public static final class Names {

        private final String id = UUID.randomUUID().toString().substring(0, 8);
        public final String agreement = "report-" + id;
        public final String provider = "northwind-" + id;
        public final String customer = "acme-" + id;
        public final String thirdParty = "cloudco-" + id;
        public final String stranger = "globex-" + id;
        public final String tickets = "tickets-" + id;
        public final String probes = "probes-" + id;

        public String person(String organisation) {
            return "someone-of-" + organisation;
        }
    }

    public void at(String instant) {
        time.moveTo(utc(instant));
    }

    private static Instant utc(String instant) {
        return Instant.parse(instant + ":00Z");
    }

    /** People, sources, and an agreement from January on, activated on the second of it. */
    public Names begin(String title) {
        return begin(title, "1000.00");
    }

    /** @param price of a month, in EUR */
    public Names begin(String title, String price) {
        return begin(title, price, "P1W");
    }

    /** @param every how often a report is sent */
    public Names begin(String title, String price, String every) {
        at("2026-01-02T09:00");
        Names names = new Names();
        person(names, names.provider, Role.SERVICE_LEVEL_MANAGER);
        person(names, names.customer, Role.CUSTOMER_REPRESENTATIVE);
        person(names, names.thirdParty, Role.THIRD_PARTY_CONTACT);
        person(names, names.stranger, Role.CUSTOMER_REPRESENTATIVE);
        for (String source : List.of(names.tickets, names.probes)) {
            sources.register(
                    new Source(source, new OrganisationId(names.provider), Set.of(new OrganisationId(names.customer))),
                    provider(names).person());
        }
        String text = document(names, title, price).replace("{every: P1W", "{every: " + every);
        IntoForce.bring(agreements, documents, text, provider(names).person());
        return names;
    }

    public Caller provider(Names names) {
        return caller(names, names.provider);
    }

    public Caller caller(Names names, String organisation) {
        return parties.caller(new PersonId(names.person(organisation)));
    }

    private void person(Names names, String organisation, Role role) {
        register.organisation(new Organisation(new OrganisationId(organisation), organisation, null));
        PersonId id = new PersonId(names.person(organisation));
        register.person(
                new Person(
                        id,
                        "Someone of " + organisation,
                        id + "@example.org",
                        new OrganisationId(organisation),
                        ZoneId.of("Europe/Berlin"),
                        Locale.ENGLISH),
                Browser.PASSWORD);
        register.assign(Assignment.of(id, new OrganisationId(organisation), role));
    }

    /** Created and resolved; what lies between is the elapsed time. */
    public void ticket(Names names, String key, String created, String resolved) {
        open(names, key, created);
        take(
                names.tickets,
                Measurement.of(
                        key + "-resolved",
                        new Content.WorkItem(
                                key, utc(resolved), List.of(), "changed", "", Map.of("state", "Resolved"))));
    }

    /** Created, and not resolved. */
    public void open(Names names, String key, String created) {
        take(
                names.tickets,
                Measurement.of(
                        key + "-created",
                        new Content.WorkItem(
                                key,
                                utc(created),
                                List.of(),
                                "created",
                                "",
                                Map.of(
                                        "type", "incident",
                                        "service", "desk",
                                        "customer", names.customer,
                                        "state", "New"))));
    }

    /** Recorded and, for its cause, confirmed by the provider. */
    public void outage(Names names, String id, String from, String to, String cause) {
        outages.record(
                provider(names),
                names.probes,
                id,
                new Content.Outage("portal", utc(from), utc(to), cause, null, "seen by the probe"));
    }

    /** Announced now. */
    public void maintenance(Names names, String id, String from, String to) {
        maintenance.record(
                provider(names),
                names.probes,
                id,
                new Content.Maintenance("portal", utc(from), utc(to), time.now(), "mail of today"));
    }

    /** Everything before the instant has been delivered by both sources. */
    public void known(Names names, String until) {
        for (String source : List.of(names.tickets, names.probes)) {
            take(source, Measurement.of("known-" + until, new Content.Watermark(utc(until))));
        }
    }

    public void judge() {
        scan.run();
        current.run();
    }

    private void take(String source, Measurement... all) {
        measurements.take(new Delivery(source, List.of(all), false, new PersonId("feeder")));
    }

    private static String document(Names names, String title, String price) {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s, title: "%2$s"}
                spec:
                  type: SLA
                  scope: customer
                  parties:
                    - {id: %3$s, role: provider}
                    - {id: %4$s, role: customer}
                    - {id: %5$s, role: third-party, duties: [hosts the portal], under: uc-%5$s}
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: always, notice: P30D, renewal: none}
                  charges: {amount: "%8$s", currency: EUR, per: month}
                  services: [{id: desk, description: one place for faults}, {id: portal, description: the portal}]
                  calendars: [{id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources:
                    - {id: %6$s, kind: work-items, complete: watermark}
                    - {id: %7$s, kind: outages, complete: watermark, delivers: %5$s}
                  terms:
                    - id: resolve
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: %6$s, where: {type: [incident]}, start: {event: created}, stop: {enters: {state: [Resolved]}}, reopen: {as: ignore}}
                      targets: [{id: all, calendar: always, within: PT4H}]
                      conformance: {atLeast: "60%%", per: month, by: term}
                      credit: {base: agreement, tiers: [{below: "60%%", percent: "10"}]}
                      escalation: calls
                    - id: portal-up
                      service: portal
                      obligated: provider
                      measure: {kind: availability, from: outages, source: %7$s}
                      target: {atLeast: "99%%", calendar: always, per: month}
                  exclusions:
                    - {id: patching, cause: agreed-maintenance, effect: exclude, announce: P5D, decidedBy: provider, terms: [portal-up]}
                    - {id: own-fault, cause: customer, effect: excuse, decidedBy: provider, terms: [portal-up]}
                  creditLimits: {minimum: "10.00", claim: {within: P30D, needed: true}, soleRemedy: true, stacking: max}
                  escalations:
                    - id: calls
                      tiers: [{at: {breach: true}, tell: [{role: service-level-manager}], by: [mail], ackWithin: PT15M}]
                  review: {every: P3M, anchor: "2026-01-15", participants: [service-level-manager, customer]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                .formatted(
                        names.agreement,
                        title,
                        names.provider,
                        names.customer,
                        names.thirdParty,
                        names.tickets,
                        names.probes,
                        price);
    }
}
