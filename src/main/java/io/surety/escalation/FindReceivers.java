package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Receiver;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.party.Candidates;
import io.surety.party.ChooseCandidates;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Who is told by a tier, found at the moment it fires: by role or rota, and by who stands in for whom. */
@Component
class FindReceivers {

    /** @param insteadOf whose turn it was, if that was another */
    record Found(PersonId person, Optional<PersonId> insteadOf) {}

    private final Parties parties;
    private final ChooseCandidates candidates;

    FindReceivers(Parties parties, ChooseCandidates candidates) {
        this.parties = parties;
        this.candidates = candidates;
    }

    /** In the organisation that owes the term, or where it has nobody, in the provider's; maybe nobody. */
    List<Found> of(Escalation escalation, Tier tier, Instant now) {
        Set<PersonId> seen = new LinkedHashSet<>();
        List<Found> found = new ArrayList<>();
        for (Receiver receiver : tier.tell()) {
            List<Person> owing = named(receiver, escalation.obligated(), now);
            List<Person> turn = owing.isEmpty() ? named(receiver, escalation.provider(), now) : owing;
            for (Person person : turn) {
                Person acting = parties.actingFor(person, now);
                if (seen.add(acting.id())) {
                    boolean herself = acting.id().equals(person.id());
                    found.add(new Found(acting.id(), herself ? Optional.empty() : Optional.of(person.id())));
                }
            }
        }
        return found;
    }

    private List<Person> named(Receiver receiver, OrganisationId organisation, Instant now) {
        if (receiver.rota() != null) {
            return parties.onCall(receiver.rota(), organisation, now).stream().toList();
        }
        return receiver.role() == null ? List.of() : parties.holding(new Role(receiver.role()), organisation);
    }

    /** Whom the last tier falls back to: a breach that nobody is told of would be the worst of all. */
    List<Found> lastResort(Escalation escalation, Instant now) {
        Candidates owner = candidates.forTask(
                new TaskNeed(Role.SERVICE_LEVEL_MANAGER, escalation.obligated(), null, null, Set.of()), now);
        return owner.people().stream()
                .map(person -> new Found(
                        person,
                        owner.substitutions().stream()
                                .filter(s -> s.substitute().equals(person))
                                .map(Candidates.Substitution::absent)
                                .findFirst()))
                .toList();
    }
}
