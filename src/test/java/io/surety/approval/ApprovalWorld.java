package io.surety.approval;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two organisations of one test's own, their people, and an agreement between them that is agreed. */
class ApprovalWorld {

    static final String PASSWORD = "Correct-Horse-9";

    private final String prefix;
    private final RegisterParties register;
    private final Agreements agreements;
    private final ReadDocument reader;

    ApprovalWorld(String prefix, RegisterParties register, Agreements agreements, ReadDocument reader) {
        this.prefix = prefix;
        this.register = register;
        this.agreements = agreements;
        this.reader = reader;
        register.organisation(new Organisation(provider(), prefix + " Provider", null));
        register.organisation(new Organisation(customer(), prefix + " Customer", null));
        person(provider(), "slm", Role.SERVICE_LEVEL_MANAGER, null);
        person(customer(), "rep", Role.CUSTOMER_REPRESENTATIVE, null);
        person(provider(), "ops", Role.OPERATIONS_APPROVER, null);
    }

    OrganisationId provider() {
        return new OrganisationId(prefix + "-provider");
    }

    OrganisationId customer() {
        return new OrganisationId(prefix + "-customer");
    }

    PersonId id(String name) {
        return new PersonId(prefix + "." + name);
    }

    PersonId person(OrganisationId organisation, String name, Role role, @Nullable String limit) {
        return person(organisation, name, "Europe/Berlin", role, limit);
    }

    PersonId person(OrganisationId organisation, String name, String zone, Role role, @Nullable String limit) {
        PersonId id = id(name);
        register.person(
                new Person(id, name, name + "@example.org", organisation, ZoneId.of(zone), Locale.ENGLISH), PASSWORD);
        register.assign(new Assignment(
                id, organisation, role, limit == null ? null : new BigDecimal(limit), limit == null ? null : "EUR"));
        return id;
    }

    /** An agreement of 12 months, not from a template, with one term; written by the service level manager. */
    VersionRef agreed(String amount, String within) {
        Version version = agreements.draft(
                reader.read(document(amount, within, "P3M").getBytes(StandardCharsets.UTF_8)), id("slm"));
        agreements.move(version.ref(), VersionState.NEGOTIATING, id("slm"), "offered");
        agreements.move(version.ref(), VersionState.AGREED, id("rep"), "accepted");
        return version.ref();
    }

    /** Other content for a version that is back in negotiation, proposed by somebody, and agreed again. */
    void agreedAnew(VersionRef ref, String amount, String within, String review, PersonId proposer) {
        agreements.replaceContent(
                ref, reader.read(document(amount, within, review).getBytes(StandardCharsets.UTF_8)), proposer);
        agreements.move(ref, VersionState.AGREED, id("rep"), "accepted");
    }

    private String document(String amount, String within, String review) {
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: "Support <b>now</b>"}
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: %s, role: provider}, {id: %s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P90D, renewal: negotiated}
                  charges: {amount: "%s", currency: EUR, per: month}
                  services: [{id: desk, description: the desk, notIncluded: [printers]}]
                  calendars: [{id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}]
                  sources: [{id: tickets, kind: work-items, complete: watermark}]
                  terms:
                    - id: resolve
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets, start: {event: created}, stop: {enters: {state: [Resolved]}}, reopen: {as: continue}}
                      targets: [{id: all, calendar: office, within: %s}]
                      conformance: {atLeast: "95%%", per: month, by: term}
                      credit: {base: agreement, tiers: [{below: "95%%", percent: "5"}]}
                  creditLimits: {perYear: "10%%", claim: {within: P30D, needed: true}, soleRemedy: true, stacking: max}
                  review: {every: %s, anchor: "2026-01-15", participants: [service-level-manager]}
                  reporting: {every: P1W, to: [customer], finalAfter: P10BD, objectWithin: P10BD}
                """
                .formatted(prefix, provider(), customer(), amount, within, review);
    }
}
