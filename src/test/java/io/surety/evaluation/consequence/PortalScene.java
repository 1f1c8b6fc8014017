package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.notification.Outbox;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.People;
import io.surety.testing.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * A portal with agreed availability, its provider, customer and supplier, none of which another test knows, and a source
 * that says when it was down.
 */
public final class PortalScene {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private final ApplicationContext context;
    private final String id = "p" + UUID.randomUUID().toString().substring(0, 8);
    private int revisions;

    /** More of the source's clause, such as {@code , delivers: cloudco}. */
    public String delivers = "";

    /** Of the agreement; without an apostrophe. */
    public String title = "Portal <script>alert(1)</script>";

    /** More services of the document, such as {@code , {id: cart, description: cart, partOf: portal}}. */
    public String parts = "";

    public final String agreement = "portal-" + id;
    public final String contract = "uc-" + id;
    public final String source = "outages-" + id;
    public final OrganisationId provider = new OrganisationId("northwind-" + id);
    public final OrganisationId customer = new OrganisationId("acme-" + id);
    public final OrganisationId supplier = new OrganisationId("cloudco-" + id);
    public final PersonId nora = new PersonId("nora-" + id);
    public final PersonId carla = new PersonId("carla-" + id);
    public final PersonId theo = new PersonId("theo-" + id);
    public final PersonId tina = new PersonId("tina-" + id);

    /** Registers the parties, their people and the source, on the second of January 2026. */
    public PortalScene(ApplicationContext context) {
        this.context = context;
        at("2026-01-02T09:00:00Z");
        for (OrganisationId organisation : List.of(provider, customer, supplier)) {
            bean(RegisterParties.class).organisation(new Organisation(organisation, organisation.value(), null));
        }
        person(nora, provider, Role.SERVICE_LEVEL_MANAGER);
        person(carla, customer, Role.CUSTOMER_REPRESENTATIVE);
        person(theo, provider, Role.THIRD_PARTY_MANAGER);
        person(tina, supplier, Role.THIRD_PARTY_CONTACT);
        bean(Sources.class).register(new Source(source, provider, Set.of(customer)), nora);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Caller asNora() {
        return new Caller(nora, false, Set.of(provider), Set.of(Role.SERVICE_LEVEL_MANAGER));
    }

    public Caller asCarla() {
        return new Caller(carla, false, Set.of(customer), Set.of(Role.CUSTOMER_REPRESENTATIVE));
    }

    public void person(PersonId person, OrganisationId organisation, Role role) {
        People.enrol(bean(RegisterParties.class), person, organisation, role);
    }

    public void at(String instant) {
        bean(MovedTimeSource.class).moveTo(Instant.parse(instant));
    }

    /** The source has said everything up to now. */
    public void known() {
        Instant now = bean(MovedTimeSource.class).now();
        deliver("known-" + now.toEpochMilli(), 0, new Content.Watermark(now));
    }

    /** Withdraws what waits to be sent, which says how much that was. */
    public int told(String prefix) {
        return bean(Outbox.class).withdraw(prefix);
    }

    /** Judges what changed and settles what is due. */
    public void judge() {
        bean(KeepVerdictsCurrent.class).run();
    }

    public void deliver(String record, int revision, Content content) {
        bean(TakeMeasurements.class)
                .take(new Delivery(
                        source, List.of(new Measurement(record, revision, 0, content)), false, PersonId.SYSTEM));
    }

    public Content.Outage outage(String from, Duration length, String cause, @Nullable String party) {
        Instant start = Instant.parse(from);
        return new Content.Outage("portal", start, start.plus(length), cause, party, "ticket 4711");
    }

    /** A fault that the month does not stand, and all is known up to now. */
    public void fault(String from, Duration length) {
        deliver("fault-" + from.substring(0, 10) + "-" + revisions++, 0, outage(from, length, "fault", null));
        known();
    }

    /** The stored verdict of the month that contains a date of its middle, such as {@code 2026-01-15}. */
    public StoredVerdict verdict(String date) {
        Instant middle = Instant.parse(date + "T00:00:00Z");
        return bean(Verdicts.class).of(agreement, ALL).stream()
                .filter(v -> v.verdict().period().part().contains(middle))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no verdict of " + date));
    }

    /** @param more further lines of the term, indented by six */
    public VersionRef activate(String more) {
        return activate(agreement, document(more));
    }

    public VersionRef activate(String name, String yaml) {
        return IntoForce.bring(bean(Agreements.class), bean(ReadDocument.class), yaml, nora);
    }

    /** Brings the version's process to where one that is in force stands, so that it may be superseded. */
    public void keepInForce(VersionRef version) {
        Processes processes = new Processes(bean(ProcessEngine.class));
        bean(ProcessEngine.class)
                .getRuntimeService()
                .createProcessInstanceModification(
                        processes.instance("sla-lifecycle", version.toString()).getId())
                .startBeforeActivity("callActivity_keepInForce")
                .execute();
    }

    /** The text of the agreement, from January to December. */
    public String document(String more) {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: '%s'}
                spec:
                  type: SLA
                  scope: customer
                  parties:
                    - {id: %s, role: provider}
                    - {id: %s, role: customer}
                    - {id: %s, role: third-party, duties: [hosts the portal], under: %s}
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P30D, renewal: none}
                  charges: {amount: "1000.00", currency: EUR, per: month}
                  services: [{id: portal, description: customer portal, notIncluded: [payment]}%s]
                  calendars:
                    - {id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}
                    - {id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}
                  sources: [{id: %s, kind: work-items, complete: watermark%s}]
                  terms:
                    - id: portal-up
                      service: portal
                      obligated: provider
                      measure: {kind: availability, from: outages, source: %s}
                      target: {atLeast: "99%%", calendar: always, per: month}
                %s
                  exclusions:
                    - {id: own-fault, cause: customer, effect: excuse}
                    - {id: patching, cause: agreed-maintenance, effect: exclude, announce: P1D, decidedBy: customer}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                .formatted(
                        agreement, title, provider, customer, supplier, contract, parts, source, delivers, source,
                        more);
    }

    /** The contract with the supplier. */
    public VersionRef activateContract() {
        return activate(contract, contractDocument());
    }

    /** The text of the contract, which has the same source. */
    public String contractDocument() {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Hosting}
                spec:
                  type: UC
                  scope: customer
                  parties: [{id: %s, role: provider}, {id: %s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: always, notice: P30D, renewal: none}
                  charges: {amount: "500.00", currency: EUR, per: month}
                  services: [{id: hosting, description: machines, notIncluded: [payment]}]
                  calendars: [{id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %s, kind: work-items, complete: watermark}]
                  terms:
                    - id: hosting-up
                      service: hosting
                      obligated: provider
                      measure: {kind: availability, from: outages, source: %s}
                      target: {atLeast: "99%%", calendar: always, per: month}
                  creditLimits: {claim: {within: P30D, needed: true}, soleRemedy: true, stacking: max}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                .formatted(contract, supplier, provider, source, source);
    }
}
