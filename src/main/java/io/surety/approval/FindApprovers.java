package io.surety.approval;

import io.surety.approval.Appointments.Appointment;
import io.surety.approval.Seat.Sitter;
import io.surety.party.Candidates;
import io.surety.party.ChooseCandidates;
import io.surety.party.PersonId;
import io.surety.party.TaskNeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Finds who can take a step: by role, authority, absence and load; never the proposer, nobody twice in a chain, and so
 * that whoever is asked here is not the one whom another step of the chain cannot do without.
 */
@Component
class FindApprovers {

    private final Steps steps;
    private final Appointments appointments;
    private final ChooseCandidates choose;

    FindApprovers(Steps steps, Appointments appointments, ChooseCandidates choose) {
        this.steps = steps;
        this.appointments = appointments;
        this.choose = choose;
    }

    /**
     * Who can be asked.
     *
     * @param people the least loaded first
     * @param missing how many more the step needs
     */
    record Found(List<Sitter> people, int missing) {}

    /** Those who can be asked for the step now, besides whom it spares. */
    Found find(Round round, Step step, Instant now) {
        int places = places(step);
        Set<PersonId> not = barred(round, step);
        List<List<Sitter>> levels = levels(step, need(round, step, not), now);
        List<Places> others = others(round, step, now);
        List<Sitter> people = step.mode() instanceof StepMode.Any
                ? pool(levels, others)
                : own(levels, new Places(step.id(), places, people(levels)), others);
        if (people.isEmpty() && places > 0 && !(step.mode() instanceof StepMode.AtLeast)) {
            people = sitters(choose.forTask(need(round, step, not), now), false);
        }
        return new Found(people, Math.max(0, places - people.size()));
    }

    /**
     * The other step of the chain that waits for the person alone, or could not be filled any more if she took a place here
     * that others can take too; empty if she is free to.
     */
    Optional<Step> needsInstead(Round round, Step step, Seat seat, PersonId person, Instant now) {
        Set<PersonId> barred = barred(round, step);
        if (barred.contains(person)) {
            return undecided(round, step)
                    .filter(other -> bound(other).anyMatch(person::equals))
                    .findFirst();
        }
        List<Places> others = others(round, step, now);
        Places own = new Places(step.id(), 1, people(List.of(seat.people()))).without(barred);
        if (1 + Places.fillable(without(others, Set.of(person))) >= Places.fillable(with(own, others))) {
            return Optional.empty();
        }
        return others.stream()
                .filter(places -> places.candidates().contains(person))
                .findFirst()
                .map(places -> steps.get(places.step()));
    }

    /** Who cannot be asked for the step: the proposer, and who decides elsewhere in its chain. */
    Set<PersonId> barred(Round round, Step step) {
        Set<PersonId> not = decided(round, step);
        undecided(round, step).flatMap(FindApprovers::bound).forEach(not::add);
        // whom the step spares stays where she is found, or others would be looked for in her place
        not.removeAll(spared(step));
        not.addAll(round.proposers());
        return not;
    }

    /** The other steps of the chain that are still to be decided. */
    private Stream<Step> undecided(Round round, Step step) {
        return steps.of(round.id(), step.side()).stream()
                .filter(other -> other.id() != step.id() && !other.isDecided());
    }

    /** Those who have a seat of the step to themselves. */
    private static Stream<PersonId> bound(Step step) {
        return step.seats().stream().filter(Seat::isOpen).flatMap(seat -> seat.only().stream());
    }

    private Set<PersonId> decided(Round round, Step step) {
        Set<PersonId> decided = new HashSet<>();
        for (Step other : steps.of(round.id(), step.side())) {
            other.votes().forEach(vote -> decided.add(vote.person()));
            decided.addAll(spared(other));
        }
        return decided;
    }

    /** One place that any of the first level may take who is free to: somebody always is. */
    private static List<Sitter> pool(List<List<Sitter>> levels, List<Places> others) {
        int best = Places.fillable(with(new Places(0, 1, people(levels)), others));
        return levels.stream()
                .map(level -> level.stream()
                        .filter(s -> 1 + Places.fillable(without(others, Set.of(s.person()))) >= best)
                        .toList())
                .filter(level -> !level.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** A place of her own for each: of all of the first level, or level by level until there are enough. */
    private static List<Sitter> own(List<List<Sitter>> levels, Places places, List<Places> others) {
        int best = Places.fillable(with(places, others));
        List<Sitter> chosen = new ArrayList<>();
        Set<PersonId> bound = new LinkedHashSet<>();
        for (List<Sitter> level : levels) {
            for (Sitter sitter : level) {
                Set<PersonId> more = new LinkedHashSet<>(bound);
                more.add(sitter.person());
                int left = Math.max(0, places.count() - more.size());
                Places rest =
                        new Places(places.step(), left, places.without(more).candidates());
                if (Math.min(more.size(), places.count()) + Places.fillable(with(rest, without(others, more)))
                        >= best) {
                    bound.add(sitter.person());
                    chosen.add(sitter);
                }
            }
            if (chosen.size() >= places.count()) {
                break;
            }
        }
        return chosen;
    }

    /** What is still to be filled in the rest of the chain, in steps that are asked now and in later ones. */
    private List<Places> others(Round round, Step step, Instant now) {
        Set<PersonId> decided = decided(round, step);
        List<Places> others = new ArrayList<>();
        for (Step other : undecided(round, step).toList()) {
            if (other.needed() == null) {
                Set<PersonId> not = barred(round, other);
                others.add(new Places(other.id(), places(other), people(levels(other, need(round, other, not), now))));
            } else if (other.mode() instanceof StepMode.Any) {
                other.seats().stream()
                        .filter(seat -> seat.isOpen() && seat.only().isEmpty())
                        .map(seat -> new Places(other.id(), 1, people(List.of(seat.people()))).without(decided))
                        .forEach(others::add);
            }
        }
        return others;
    }

    /** How many people have to be found, besides whom the step spares. */
    private static int places(Step step) {
        int needed = step.mode() instanceof StepMode.AtLeast some ? some.approvals() : 1;
        return Math.max(0, needed - step.carriedOver().size());
    }

    private List<List<Sitter>> levels(Step step, TaskNeed need, Instant now) {
        List<Sitter> appointed = appointments.of(step.id()).stream()
                .map(Appointment::person)
                .filter(person -> !need.not().contains(person))
                .map(person -> new Sitter(person, null, null, false))
                .toList();
        Set<PersonId> named = people(List.of(appointed));
        Set<PersonId> spared = spared(step);
        Stream<List<Sitter>> found = choose.byLevel(need, now).stream().map(level -> sitters(level, true).stream()
                .filter(s -> !named.contains(s.person()) && !spared.contains(s.person()))
                .toList());
        return Stream.concat(appointed.isEmpty() ? Stream.empty() : Stream.of(appointed), found)
                .toList();
    }

    private static TaskNeed need(Round round, Step step, Set<PersonId> not) {
        return new TaskNeed(
                step.role(), step.party(), step.limit(), step.limit() == null ? null : round.currency(), not);
    }

    private static Set<PersonId> spared(Step step) {
        return step.carriedOver().stream().map(CarriedOver::person).collect(Collectors.toSet());
    }

    private static Set<PersonId> people(List<List<Sitter>> levels) {
        return levels.stream()
                .flatMap(List::stream)
                .map(Sitter::person)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<Places> with(Places one, List<Places> others) {
        return Stream.concat(Stream.of(one), others.stream()).toList();
    }

    private static List<Places> without(List<Places> all, Set<PersonId> people) {
        return all.stream().map(places -> places.without(people)).toList();
    }

    private static List<Sitter> sitters(Candidates found, boolean byRole) {
        return found.people().stream()
                .map(person -> sitter(person, found, byRole))
                .toList();
    }

    private static Sitter sitter(PersonId person, Candidates found, boolean byRole) {
        return found.substitutions().stream()
                .filter(substitution -> substitution.substitute().equals(person))
                .findFirst()
                .map(substitution -> new Sitter(person, substitution.absent(), substitution.reason(), byRole))
                .orElse(new Sitter(person, null, null, byRole));
    }
}
