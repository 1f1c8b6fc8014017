package io.surety.approval;

import io.surety.agreement.VersionRef;
import io.surety.approval.Seat.Sitter;
import io.surety.party.PersonId;
import io.surety.workflow.TaskRefused;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Where the open round of a version stands, for the process that walks it. */
@Service
@Transactional(readOnly = true)
public class ApprovalChain {

    private final Rounds rounds;
    private final Steps steps;
    private final Seats seats;

    ApprovalChain(Rounds rounds, Steps steps, Seats seats) {
        this.rounds = rounds;
        this.steps = steps;
        this.seats = seats;
    }

    /** The orders of one side's chain, ascending. */
    public List<Integer> orders(VersionRef version, Side side) {
        return steps.of(open(version).id(), side).stream()
                .map(Step::order)
                .distinct()
                .sorted()
                .toList();
    }

    /** Ids of the steps that are asked side by side. */
    public List<Long> steps(VersionRef version, Side side, int order) {
        return steps.of(open(version).id(), side).stream()
                .filter(step -> step.order() == order)
                .map(Step::id)
                .toList();
    }

    /** Whether the step has its seats; without them it lacks people, and somebody must find them. */
    public boolean isFilled(long step) {
        return steps.get(step).needed() != null;
    }

    /** Ids of the seats of a step; none if all its approvers are spared. */
    public List<Long> seats(long step) {
        return steps.get(step).seats().stream().map(Seat::id).toList();
    }

    public boolean isDecided(long step) {
        return steps.get(step).isDecided();
    }

    public boolean isApproved(long step) {
        return steps.get(step).state() == Step.State.APPROVED;
    }

    /** When the next open seat of the step is due that was not escalated yet. */
    public Optional<Instant> nextDue(long step) {
        return steps.get(step).seats().stream()
                .filter(seat -> seat.isOpen() && seat.escalatedAt() == null)
                .map(Seat::dueAt)
                .min(Instant::compareTo);
    }

    public Instant lapsesAt(VersionRef version) {
        return open(version).lapsesAt();
    }

    public Instant dueAt(long seat) {
        return seats.get(seat).dueAt();
    }

    /** Who may take the seat, the least loaded first. */
    public List<PersonId> people(long seat) {
        return seats.get(seat).people().stream().map(Sitter::person).toList();
    }

    /** The variables by which the process knows the place of a task, with the values that they must have. */
    public Map<String, Object> place(String task) {
        Step step = steps.ofTask(task).orElseThrow(() -> new TaskRefused("This task is no approval."));
        Seat seat = step.seats().stream()
                .filter(s -> task.equals(s.task()))
                .findFirst()
                .orElseThrow();
        Map<String, Object> place = placeOf(step);
        place.put("seat", seat.id());
        return place;
    }

    /** The same of a task in which people are found for a step. */
    public Map<String, Object> placeOfLack(String task) {
        return placeOf(steps.filledIn(task).orElseThrow(() -> new TaskRefused("This task fills no step.")));
    }

    private Map<String, Object> placeOf(Step step) {
        Map<String, Object> place = new HashMap<>();
        place.put("version", rounds.get(step.round()).version().toString());
        place.put("side", step.side().name());
        place.put("order", step.order());
        place.put("step", step.id());
        return place;
    }

    private Round open(VersionRef version) {
        return rounds.open(version)
                .orElseThrow(() -> new IllegalStateException("no approval of " + version + " is open"));
    }
}
