package io.surety.reporting;

import io.surety.agreement.Version;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.PartyRole;
import io.surety.agreement.document.Spec;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.Role;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Who gets the weekly report. */
@Component
class ReportReceivers {

    private final Parties parties;

    ReportReceivers(Parties parties) {
        this.parties = parties;
    }

    /**
     * For each name in {@code reporting.to}: {@code customer}, {@code provider} and the id of a party mean those who
     * speak for it, or else its service level managers; anything else is a role that people of the two sides hold.
     */
    List<Person> of(Version version) {
        Spec spec = version.document().spec();
        return spec.reporting().to().stream()
                .flatMap(name -> receivers(name, spec))
                .distinct()
                .toList();
    }

    private Stream<Person> receivers(String name, Spec spec) {
        return spec.parties().stream()
                .filter(p -> p.id().equals(name) || sideOf(p.role()).equals(name))
                .findFirst()
                .map(party -> speakers(party).stream())
                .orElseGet(() -> Stream.of(spec.provider(), spec.customer())
                        .flatMap(side -> holding(new Role(name), side).stream()));
    }

    private List<Person> speakers(PartyClause party) {
        Role first =
                switch (party.role()) {
                    case PROVIDER -> Role.SERVICE_LEVEL_MANAGER;
                    case CUSTOMER -> Role.CUSTOMER_REPRESENTATIVE;
                    case THIRD_PARTY -> Role.THIRD_PARTY_CONTACT;
                };
        List<Person> found = holding(first, party);
        return found.isEmpty() ? holding(Role.SERVICE_LEVEL_MANAGER, party) : found;
    }

    private List<Person> holding(Role role, PartyClause party) {
        return parties.holding(role, new OrganisationId(party.id()));
    }

    private static String sideOf(PartyRole role) {
        return switch (role) {
            case PROVIDER -> "provider";
            case CUSTOMER -> "customer";
            case THIRD_PARTY -> "third-party";
        };
    }
}
