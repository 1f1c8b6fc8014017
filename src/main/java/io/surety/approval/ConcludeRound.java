package io.surety.approval;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends a round by what its votes say, whatever woke it: the last vote, a refusal, or the end of its time. */
@Service
public class ConcludeRound {

    private final Rounds rounds;
    private final Steps steps;
    private final Agreements agreements;
    private final TimeSource time;

    ConcludeRound(Rounds rounds, Steps steps, Agreements agreements, TimeSource time) {
        this.rounds = rounds;
        this.steps = steps;
        this.agreements = agreements;
        this.time = time;
    }

    /** Ends the open round and moves the version; asked again, it answers what it answered before. */
    @Transactional
    public ApprovalOutcome conclude(VersionRef ref) {
        Optional<Round> open = rounds.open(ref).map(round -> rounds.lock(round.id()));
        if (open.isEmpty()) {
            return lastOutcome(ref);
        }
        Round round = open.get();
        Version version = agreements.get(ref);
        if (!version.hash().equals(round.hash())) {
            rounds.endAsVoid(round.id(), "the content changed while it was being approved", time.now());
            return moved(ref, ApprovalOutcome.CHANGE_REQUESTED, PersonId.SYSTEM, "the content changed");
        }
        List<Step> all = steps.of(round.id());
        ApprovalOutcome outcome = outcome(all);
        String reason = reason(outcome, all);
        rounds.end(round.id(), outcome, reason, time.now());
        return moved(ref, outcome, decider(outcome, all), reason);
    }

    /** Ends the open round, if any, because its process ended without an outcome. */
    @Transactional
    public void abandon(VersionRef ref) {
        rounds.open(ref).ifPresent(round -> rounds.endAsVoid(round.id(), "its process was ended", time.now()));
    }

    private ApprovalOutcome lastOutcome(VersionRef ref) {
        List<Round> all = rounds.of(ref);
        return all.stream()
                .skip(Math.max(0, all.size() - 1L))
                .findFirst()
                .flatMap(Round::ended)
                .orElseThrow(() -> new IllegalStateException("no approval of " + ref + " was opened"));
    }

    private ApprovalOutcome moved(VersionRef ref, ApprovalOutcome outcome, PersonId by, String reason) {
        VersionState state = agreements.get(ref).state();
        if (state == VersionState.IN_APPROVAL) {
            agreements.move(ref, outcome.state(), by, reason);
        }
        return outcome;
    }

    private static ApprovalOutcome outcome(List<Step> all) {
        if (all.stream().allMatch(step -> step.state() == Step.State.APPROVED)) {
            return ApprovalOutcome.APPROVED;
        }
        if (all.stream().anyMatch(step -> step.state() == Step.State.CHANGE_REQUESTED)) {
            return ApprovalOutcome.CHANGE_REQUESTED;
        }
        return all.stream().anyMatch(Step::isRefused) ? ApprovalOutcome.REJECTED : ApprovalOutcome.LAPSED;
    }

    private static String reason(ApprovalOutcome outcome, List<Step> all) {
        return switch (outcome) {
            case APPROVED ->
                "approved by "
                        + all.stream()
                                .flatMap(ConcludeRound::approvers)
                                .map(PersonId::value)
                                .collect(Collectors.joining(", "));
            case LAPSED -> "not every approval was given in time";
            case CHANGE_REQUESTED, REJECTED ->
                refusing(all).map(vote -> vote.reason()).collect(Collectors.joining("; "));
        };
    }

    private static Stream<PersonId> approvers(Step step) {
        return Stream.concat(
                step.carriedOver().stream().map(CarriedOver::person),
                step.votes().stream()
                        .filter(vote -> vote.decision() == Decision.APPROVE)
                        .map(Vote::person));
    }

    private static PersonId decider(ApprovalOutcome outcome, List<Step> all) {
        return outcome == ApprovalOutcome.APPROVED || outcome == ApprovalOutcome.LAPSED
                ? PersonId.SYSTEM
                : refusing(all).map(Vote::person).findFirst().orElse(PersonId.SYSTEM);
    }

    private static Stream<Vote> refusing(List<Step> all) {
        return all.stream()
                .filter(Step::isRefused)
                .flatMap(step -> step.votes().stream())
                .filter(vote -> vote.decision() != Decision.APPROVE);
    }
}
