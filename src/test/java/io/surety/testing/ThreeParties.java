package io.surety.testing;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A provider, a customer and a third party that no other test knows, a person who speaks for each, and documents
 * between them.
 */
public final class ThreeParties {

    private final RegisterParties register;
    private final ReadDocument read;
    private final String mark = "t" + UUID.randomUUID().toString().substring(0, 8);

    public final OrganisationId provider = new OrganisationId("provider-" + mark);
    public final OrganisationId customer = new OrganisationId("customer-" + mark);
    public final OrganisationId thirdParty = new OrganisationId("supplier-" + mark);
    public final PersonId manager = new PersonId("nora-" + mark);
    public final PersonId representative = new PersonId("carl-" + mark);
    public final PersonId contact = new PersonId("tina-" + mark);
    public final PersonId stranger = new PersonId("sam-" + mark);
    public final String agreement = "sla-" + mark;

    public ThreeParties(RegisterParties register, ReadDocument read) {
        this.register = register;
        this.read = read;
        OrganisationId elsewhere = new OrganisationId("elsewhere-" + mark);
        for (OrganisationId organisation : new OrganisationId[] {provider, customer, thirdParty, elsewhere}) {
            register.organisation(new Organisation(organisation, "The " + organisation.value(), null));
        }
        person(manager, provider, Role.SERVICE_LEVEL_MANAGER);
        person(representative, customer, Role.CUSTOMER_REPRESENTATIVE);
        person(contact, thirdParty, Role.THIRD_PARTY_CONTACT);
        person(stranger, elsewhere, Role.CUSTOMER_REPRESENTATIVE);
    }

    /** One more person with a role, and the password {@link Browser#PASSWORD}. */
    public void person(PersonId id, OrganisationId organisation, Role role) {
        People.enrol(register, id, organisation, role);
    }

    /** What a document of these parties varies in. */
    public record Content(LocalDate start, LocalDate end, String price, String within, boolean withThirdParty) {

        public static final Content PLAIN =
                new Content(LocalDate.of(2026, 4, 1), LocalDate.of(2027, 4, 1), "12000.00", "PT4H", false);

        public Content price(String other) {
            return new Content(start, end, other, within, withThirdParty);
        }

        public Content within(String other) {
            return new Content(start, end, price, other, withThirdParty);
        }

        public Content validity(String from, String to) {
            return new Content(LocalDate.parse(from), LocalDate.parse(to), price, within, withThirdParty);
        }

        public Content thirdParty() {
            return new Content(start, end, price, within, true);
        }
    }

    public String text(Content content) {
        String third = content.withThirdParty()
                ? "    - {id: %s, role: third-party, duties: [hosts the tickets], under: uc-%s}\n"
                        .formatted(thirdParty, mark)
                : "";
        String support = content.withThirdParty()
                ? "    - id: tickets-up\n      service: desk\n      obligated: provider\n"
                        + "      measure: {kind: availability, from: outages, source: tickets}\n"
                        + "      target: {atLeast: \"99%%\", calendar: open, per: month}\n".replace("%%", "%")
                        + "      supportedBy: [{agreement: uc-%s, term: up, as: serial}]\n".formatted(mark)
                : "";
        return """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Support}
                spec:
                  type: SLA
                  scope: customer
                  parties:
                    - {id: %s, role: provider}
                    - {id: %s, role: customer}
                """
                        .formatted(agreement, provider, customer)
                + third
                + """
                  period: {start: "%s", end: "%s", zone: Europe/Berlin, calendar: open, notice: P90D, renewal: negotiated}
                  charges: {amount: "%s", currency: EUR, per: month}
                  services:
                    - {id: desk, description: one place for faults}
                  calendars:
                    - {id: open, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}
                  sources:
                    - {id: tickets, kind: work-items, complete: watermark}
                  terms:
                    - id: respond
                      service: desk
                      obligated: provider
                      measure:
                        kind: duration
                        of: work-item
                        source: tickets
                        where: {type: [incident]}
                        start: {event: created}
                        stop: {leaves: {state: [New]}}
                      targets:
                        - {id: all, calendar: open, within: %s}
                      conformance: {atLeast: "95%%", per: month, by: term}
                """
                        .formatted(content.start(), content.end(), content.price(), content.within())
                + support
                + "  review: {every: P3M, anchor: \"%s\", participants: [service-level-manager, customer]}\n"
                        .formatted(content.start().plusDays(14));
    }

    public ParsedDocument document(Content content) {
        return read.read(text(content).getBytes(StandardCharsets.UTF_8));
    }

    /** Drafted by the provider's service level manager. */
    public Version draft(Agreements agreements, Content content) {
        return agreements.draft(document(content), manager);
    }
}
