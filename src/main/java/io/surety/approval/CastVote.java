package io.surety.approval;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import io.surety.workflow.TaskRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Takes the vote of an approver, or refuses it with a reason that she reads. */
@Service
public class CastVote {

    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 2000;

    private final Rounds rounds;
    private final Steps steps;
    private final Seats seats;
    private final FindApprovers find;
    private final Agreements agreements;
    private final Parties parties;
    private final TimeSource time;

    CastVote(
            Rounds rounds,
            Steps steps,
            Seats seats,
            FindApprovers find,
            Agreements agreements,
            Parties parties,
            TimeSource time) {
        this.rounds = rounds;
        this.steps = steps;
        this.seats = seats;
        this.find = find;
        this.agreements = agreements;
        this.parties = parties;
        this.time = time;
    }

    /**
     * Votes of one round are taken one after the other, each with all earlier ones in sight.
     *
     * @param task of the seat
     * @param decision {@code approve}, {@code change} or {@code reject}
     * @param reason at least 10 characters unless she approves
     * @throws TaskRefused if the vote cannot be taken; nothing is stored
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cast(String task, PersonId by, @Nullable String decision, @Nullable String reason) {
        Decision said = Decision.of(String.valueOf(decision))
                .orElseThrow(() -> new TaskRefused("Please choose: approve, request a change, or reject."));
        String why = checked(said, reason);
        long id = steps.ofTask(task)
                .orElseThrow(() -> new TaskRefused("This task is no approval."))
                .round();
        Round round = rounds.lock(id);
        Step step = steps.ofTask(task).orElseThrow();
        Seat seat = step.seats().stream()
                .filter(s -> task.equals(s.task()))
                .findFirst()
                .orElseThrow();
        refuseWhatIsOver(round, step, seat);
        refuseOtherContent(round);
        refuseWhoMayNot(round, step, seat, by);
        if (said == Decision.APPROVE && seat.only().isEmpty()) {
            refuseWhoIsNeededElsewhere(round, step, seat, by);
        }
        seats.vote(step, seat, new Vote(task, by, said, why, time.now(), round.hash()));
    }

    private static String checked(Decision decision, @Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (decision != Decision.APPROVE && text.length() < SHORTEST_REASON) {
            throw new TaskRefused(
                    "Please give a reason of at least %d characters, so that the others know what to change."
                            .formatted(SHORTEST_REASON));
        }
        if (text.length() > LONGEST_REASON) {
            throw new TaskRefused("The reason is longer than %d characters.".formatted(LONGEST_REASON));
        }
        return text;
    }

    private void refuseWhatIsOver(Round round, Step step, Seat seat) {
        if (!round.isOpen() || steps.of(round.id()).stream().anyMatch(Step::isRefused)) {
            throw new TaskRefused("This approval has ended meanwhile; there is nothing left to decide.");
        }
        if (!seat.isOpen() || step.isDecided()) {
            throw new TaskRefused("This step has been decided meanwhile.");
        }
    }

    private void refuseOtherContent(Round round) {
        Version version = agreements.get(round.version());
        if (!version.hash().equals(round.hash()) || version.state() != VersionState.IN_APPROVAL) {
            throw new TaskRefused("The content has changed since it was put to the vote: this approval is void.");
        }
    }

    private void refuseWhoMayNot(Round round, Step step, Seat seat, PersonId by) {
        if (round.isProposedBy(by)) {
            throw new TaskRefused("Who proposed a content does not approve it.");
        }
        Seat.Sitter sitter = seat.sitter(by).orElseThrow(() -> new TaskRefused("This approval was given to others."));
        if (sitter.byRole() && !parties.actsAs(sitter.holder(), step.role(), step.party(), time.now())) {
            throw new TaskRefused(
                    "%s is no longer %s: when it is due, it goes to others.".formatted(sitter.holder(), step.role()));
        }
        for (Step other : steps.of(round.id(), step.side())) {
            boolean decided =
                    other.votes().stream().anyMatch(vote -> vote.person().equals(by))
                            || other.carriedOver().stream()
                                    .anyMatch(spared -> spared.person().equals(by));
            if (decided) {
                throw new TaskRefused(
                        "You have decided as %s already: nobody decides twice in a chain.".formatted(other.role()));
            }
        }
    }

    private void refuseWhoIsNeededElsewhere(Round round, Step step, Seat seat, PersonId by) {
        find.needsInstead(round, step, seat, by, time.now()).ifPresent(other -> {
            throw new TaskRefused(
                    "You are needed as %s: please leave this one to somebody else.".formatted(other.role()));
        });
    }
}
