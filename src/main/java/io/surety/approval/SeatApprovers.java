package io.surety.approval;

import io.surety.approval.Seat.Sitter;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Candidates;
import io.surety.party.ChooseCandidates;
import io.surety.party.OfficeHours;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.TaskNeed;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Chooses who approves a step, when the step is reached: by role, authority, absence and load. */
@Service
public class SeatApprovers {

    private final Rounds rounds;
    private final Steps steps;
    private final Seats seats;
    private final ChooseCandidates choose;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;

    SeatApprovers(
            Rounds rounds,
            Steps steps,
            Seats seats,
            ChooseCandidates choose,
            Parties parties,
            Outbox outbox,
            TimeSource time) {
        this.rounds = rounds;
        this.steps = steps;
        this.seats = seats;
        this.choose = choose;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
    }

    /**
     * Gives the step its seats: one that any of the eligible may take, or one for each. None for those who are spared.
     *
     * @throws IllegalStateException if the step needs more people than are eligible: then an operator must help
     */
    @Transactional
    public void seat(long id) {
        Round round = rounds.lock(steps.get(id).round());
        Step step = steps.get(id);
        if (step.needed() != null) {
            return;
        }
        Instant now = time.now();
        List<Sitter> people = eligible(round, step, now);
        int spared = step.carriedOver().size();
        int needed = needed(step, people.size());
        if (spared + people.size() < needed) {
            throw new IllegalStateException("%s of %s needs %d approvals, and %d people are eligible"
                    .formatted(step.role(), step.party(), needed, spared + people.size()));
        }
        steps.needs(id, needed);
        if (spared >= needed) {
            return;
        }
        List<List<Sitter>> places = step.mode() instanceof StepMode.Any
                ? List.of(people)
                : people.stream().map(List::of).toList();
        for (List<Sitter> place : places) {
            seats.add(id, due(step, place, now), place);
            place.forEach(sitter -> ask(round, step, sitter.person()));
        }
    }

    private static int needed(Step step, int eligible) {
        if (step.mode() instanceof StepMode.AtLeast some) {
            return some.approvals();
        }
        return step.mode() instanceof StepMode.Any
                ? 1
                : Math.max(1, eligible + step.carriedOver().size());
    }

    /** Those who may decide: not the proposer, nobody who decides elsewhere in the chain, and none of the spared. */
    List<Sitter> eligible(Round round, Step step, Instant now) {
        Set<PersonId> spared =
                step.carriedOver().stream().map(CarriedOver::person).collect(Collectors.toSet());
        Set<PersonId> not = new HashSet<>(taken(round, step));
        not.removeAll(spared);
        not.add(round.proposer());
        String currency = step.limit() == null ? null : round.currency();
        Candidates found = choose.forTask(new TaskNeed(step.role(), step.party(), step.limit(), currency, not), now);
        return found.people().stream()
                .filter(person -> !spared.contains(person))
                .map(person -> sitter(person, found))
                .toList();
    }

    /** Who has decided in the chain, is spared in it, or is the only one who can take another seat of it. */
    private Set<PersonId> taken(Round round, Step step) {
        Set<PersonId> taken = new HashSet<>();
        for (Step other : steps.of(round.id(), step.side())) {
            other.votes().forEach(vote -> taken.add(vote.person()));
            other.carriedOver().forEach(spared -> taken.add(spared.person()));
            if (other.id() != step.id()) {
                other.seats().stream()
                        .filter(Seat::isOpen)
                        .flatMap(seat -> seat.only().stream())
                        .forEach(taken::add);
            }
        }
        return taken;
    }

    private static Sitter sitter(PersonId person, Candidates found) {
        return found.substitutions().stream()
                .filter(substitution -> substitution.substitute().equals(person))
                .findFirst()
                .map(substitution -> new Sitter(person, substitution.absent(), substitution.reason()))
                .orElse(new Sitter(person, null, null));
    }

    private Instant due(Step step, List<Sitter> place, Instant now) {
        // an administrator who is asked for want of others may have a login only
        return parties.person(place.get(0).person())
                .map(OfficeHours::of)
                .orElseGet(() -> OfficeHours.in(ZoneOffset.UTC))
                .due(now, step.dueWithin(), List.of())
                .orElseThrow(() -> new IllegalStateException("office hours have no end"))
                .deadline();
    }

    private void ask(Round round, Step step, PersonId person) {
        outbox.add(new Notice(
                "approval:%d:asked:%s".formatted(step.id(), person),
                person,
                Notice.Channel.MAIL,
                "approval.asked",
                Map.of(
                        "version",
                        round.version().toString(),
                        "role",
                        step.role().name()),
                "/camunda/app/tasklist/"));
    }
}
