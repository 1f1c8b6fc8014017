package io.surety.review;

import io.surety.agreement.Version;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.ReviewClause;
import io.surety.agreement.document.Spec;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Whose view a review asks for. */
@Service
public class Participants {

    private final Parties parties;

    Participants(Parties parties) {
        this.parties = parties;
    }

    /**
     * One entry for each participant that the agreement names: {@code customer} and {@code provider} mean whoever speaks
     * for that side, the id of a party whoever speaks for it, anything else is a role that some party's people hold.
     * Without a review clause both sides are asked.
     */
    public List<Participant> of(Version version) {
        Spec spec = version.document().spec();
        ReviewClause clause = spec.review();
        List<String> names = clause == null ? List.of("provider", "customer") : clause.participants();
        return names.stream().map(name -> participant(name, spec)).distinct().toList();
    }

    /** Who decides how it goes on: the provider's owner of service levels. */
    public Participant decider(Version version) {
        return new Participant(
                Role.SERVICE_LEVEL_MANAGER,
                new OrganisationId(version.document().spec().provider().id()));
    }

    private Participant participant(String name, Spec spec) {
        return spec.parties().stream()
                .filter(p -> p.id().equals(name) || sideOf(p).equals(name))
                .findFirst()
                .map(Participants::spokesperson)
                .orElseGet(() -> holder(new Role(name), spec));
    }

    private static String sideOf(PartyClause party) {
        return switch (party.role()) {
            case PROVIDER -> "provider";
            case CUSTOMER -> "customer";
            case THIRD_PARTY -> "third-party";
        };
    }

    private static Participant spokesperson(PartyClause party) {
        Role role =
                switch (party.role()) {
                    case PROVIDER -> Role.SERVICE_LEVEL_MANAGER;
                    case CUSTOMER -> Role.CUSTOMER_REPRESENTATIVE;
                    case THIRD_PARTY -> Role.THIRD_PARTY_CONTACT;
                };
        return new Participant(role, new OrganisationId(party.id()));
    }

    private Participant holder(Role role, Spec spec) {
        Stream<OrganisationId> organisations = spec.parties().stream().map(p -> new OrganisationId(p.id()));
        return new Participant(
                role,
                organisations
                        .filter(organisation ->
                                !parties.holding(role, organisation).isEmpty())
                        .findFirst()
                        .orElse(new OrganisationId(spec.provider().id())));
    }

    /** Written {@code role/organisation} in the process. */
    public record Participant(Role role, OrganisationId organisation) {

        public static Participant parse(String text) {
            int slash = text.indexOf('/');
            return new Participant(new Role(text.substring(0, slash)), new OrganisationId(text.substring(slash + 1)));
        }

        @Override
        public String toString() {
            return role + "/" + organisation;
        }
    }
}
