package io.surety.approval;

import io.surety.approval.Seat.Sitter;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What happens when an approver has not decided by her due time: the seat is offered again to all who may take it now,
 * with today's absences, and they and the owner of the party's service levels are told.
 */
@Service
public class EscalateSeats {

    private final Rounds rounds;
    private final Steps steps;
    private final Seats seats;
    private final FindApprovers find;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;

    EscalateSeats(
            Rounds rounds,
            Steps steps,
            Seats seats,
            FindApprovers find,
            Parties parties,
            Outbox outbox,
            TimeSource time) {
        this.rounds = rounds;
        this.steps = steps;
        this.seats = seats;
        this.find = find;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
    }

    /**
     * A task that goes to others.
     *
     * @param people who may take it from now on
     */
    public record Reassignment(String task, List<PersonId> people) {}

    /** Escalates each seat of the step that is overdue and was not escalated yet. */
    @Transactional
    public List<Reassignment> escalate(long stepId) {
        Round round = rounds.lock(steps.get(stepId).round());
        Step step = steps.get(stepId);
        Instant now = time.now();
        List<Reassignment> changed = new ArrayList<>();
        for (Seat seat : step.seats()) {
            if (seat.isOpen() && seat.escalatedAt() == null && !seat.dueAt().isAfter(now) && seat.task() != null) {
                List<Sitter> people = successors(round, step, seat, now);
                seats.escalate(seat.id(), people, now);
                tell(round, step, seat, people);
                changed.add(new Reassignment(
                        seat.task(), people.stream().map(Sitter::person).toList()));
            }
        }
        return changed;
    }

    /**
     * A seat that any may take goes to all who may now, and stays where it is if nobody may; one person's own stays hers
     * unless she is away, or has lost the role for which she was asked.
     */
    private List<Sitter> successors(Round round, Step step, Seat seat, Instant now) {
        if (step.mode() instanceof StepMode.Any) {
            List<Sitter> all = find.find(round, step, now).people();
            return all.isEmpty() ? seat.people() : all;
        }
        Sitter sitter = seat.people().get(0);
        if (sitter.byRole() && !parties.actsAs(sitter.holder(), step.role(), step.party(), now)) {
            return find.find(round, step, now).people().stream()
                    .filter(other -> step.seats().stream().noneMatch(taken -> taken.isFor(other.person())))
                    .findFirst()
                    .map(List::of)
                    .orElse(seat.people());
        }
        PersonId acting = parties.person(sitter.person())
                .map(person -> parties.actingFor(person, now).id())
                .orElse(sitter.person());
        boolean stays = acting.equals(sitter.person())
                || find.barred(round, step).contains(acting)
                || step.seats().stream().anyMatch(other -> other.isFor(acting));
        return stays ? seat.people() : List.of(successor(sitter, acting));
    }

    /** Whose role it is stays who is stood in for, or nobody could vote by it. */
    private Sitter successor(Sitter sitter, PersonId acting) {
        if (acting.equals(sitter.holder())) {
            return new Sitter(acting, null, null, sitter.byRole());
        }
        String why = sitter.insteadOf() == null
                ? "absent when it was due"
                : "%s, who stood in, was absent when it was due".formatted(name(sitter.person()));
        return new Sitter(acting, sitter.holder(), why, sitter.byRole());
    }

    private String name(PersonId person) {
        return parties.person(person).map(Person::name).orElse(person.value());
    }

    private void tell(Round round, Step step, Seat seat, List<Sitter> people) {
        Set<PersonId> told = new LinkedHashSet<>();
        people.forEach(sitter -> told.add(sitter.person()));
        seat.people().forEach(sitter -> told.add(sitter.person()));
        parties.holding(Role.SERVICE_LEVEL_MANAGER, step.party()).stream()
                .map(Person::id)
                .forEach(told::add);
        for (PersonId person : told) {
            outbox.add(new Notice(
                    "approval:%d:overdue:%d:%s".formatted(step.id(), seat.id(), person),
                    person,
                    Notice.Channel.MAIL,
                    "approval.overdue",
                    Map.of(
                            "version",
                            round.version().toString(),
                            "role",
                            step.role().name()),
                    "/camunda/app/tasklist/"));
        }
    }
}
