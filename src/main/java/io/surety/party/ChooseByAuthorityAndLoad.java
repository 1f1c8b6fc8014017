package io.surety.party;

import io.surety.party.Candidates.Substitution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Those who hold the role and whose authority reaches, each replaced by who acts for her, the least loaded first.
 *
 * <p>The search goes up from the organisation until somebody is eligible: where a unit's approvers may not decide about
 * so much, those of the organisation above it do.
 */
@Service
class ChooseByAuthorityAndLoad implements ChooseCandidates {

    private static final Logger log = LoggerFactory.getLogger(ChooseByAuthorityAndLoad.class);

    private final OrganisationTree organisations;
    private final PeopleOnRecord people;
    private final Identities identities;
    private final StandIn standIn;

    ChooseByAuthorityAndLoad(
            OrganisationTree organisations, PeopleOnRecord people, Identities identities, StandIn standIn) {
        this.organisations = organisations;
        this.people = people;
        this.identities = identities;
        this.standIn = standIn;
    }

    @Override
    public Candidates forTask(TaskNeed need, Instant at) {
        Optional<Candidates> eligible = search(need, at);
        if (eligible.isPresent()) {
            return eligible.get();
        }
        log.warn(
                "nobody is eligible as {} in {}: its owner of service levels is asked",
                need.role(),
                need.organisation());
        TaskNeed owner = new TaskNeed(Role.SERVICE_LEVEL_MANAGER, need.organisation(), null, null, need.not());
        return search(owner, at).orElseGet(() -> administrators(need));
    }

    @Override
    public List<Candidates> byLevel(TaskNeed need, Instant at) {
        return levels(need, at).toList();
    }

    private Optional<Candidates> search(TaskNeed need, Instant at) {
        return levels(need, at).findFirst();
    }

    private Stream<Candidates> levels(TaskNeed need, Instant at) {
        return organisations.upwardsFrom(need.organisation()).stream()
                .map(level -> at(level, need, at))
                .filter(candidates -> !candidates.people().isEmpty());
    }

    private Candidates at(OrganisationId level, TaskNeed need, Instant at) {
        Set<PersonId> eligible = new LinkedHashSet<>();
        List<Substitution> substitutions = new ArrayList<>();
        for (Assignment holder : people.holders(need.role(), level)) {
            if (!holder.covers(need.amount(), need.currency())) {
                continue;
            }
            StandIn.Acting acting = standIn.actingFor(holder.person(), at);
            // who proposed does not decide: neither herself, nor as a substitute, nor by one whom she named
            if (!Collections.disjoint(acting.chain(), need.not())) {
                continue;
            }
            eligible.add(acting.person());
            acting.reason()
                    .ifPresent(reason -> substitutions.add(new Substitution(holder.person(), acting.person(), reason)));
        }
        return candidates(eligible, substitutions);
    }

    private Candidates candidates(Set<PersonId> eligible, List<Substitution> substitutions) {
        Map<PersonId, Long> load = eligible.isEmpty() ? Map.of() : identities.openTasks(eligible);
        List<PersonId> ordered = eligible.stream()
                .sorted(Comparator.comparingLong((PersonId p) -> load.getOrDefault(p, 0L))
                        .thenComparing(PersonId::value))
                .toList();
        Optional<PersonId> only = ordered.size() == 1 ? Optional.of(ordered.get(0)) : Optional.empty();
        return new Candidates(only, ordered, List.copyOf(substitutions));
    }

    private Candidates administrators(TaskNeed need) {
        log.warn("{} has no owner of service levels either: the administrators are asked", need.organisation());
        List<PersonId> last = identities.administrators();
        if (last.isEmpty()) {
            throw new IllegalStateException("nobody can be asked for " + need + ", not even an administrator");
        }
        Set<PersonId> eligible = new LinkedHashSet<>(last);
        eligible.removeAll(need.not());
        return candidates(eligible, List.of());
    }
}
