package io.surety.approval;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Spares those who have approved already what a change left as it was.
 *
 * <p>An approval of the round before holds for the new content iff the new matrix still has the step for the same role,
 * with no higher limit, and the scope hash is the same. What a round in between did not carry over is void for good.
 */
@Component
class CarryOver {

    private final Rounds rounds;
    private final Steps steps;

    CarryOver(Rounds rounds, Steps steps) {
        this.rounds = rounds;
        this.steps = steps;
    }

    void into(Round round, Step step) {
        before(round)
                .flatMap(previous -> steps.of(previous.id(), step.side()).stream()
                        .filter(old -> old.role().equals(step.role()))
                        .filter(old -> old.scopeHash().equals(step.scopeHash()))
                        .filter(old -> !isHigher(step.limit(), old.limit()) && sameMoney(previous, round, step))
                        .findFirst())
                .stream()
                .flatMap(old -> approvals(old, round, step))
                // who proposes does not approve, also not with what she said before she proposed
                .filter(approval -> !round.isProposedBy(approval.person()))
                .forEach(approval -> steps.carryOver(step.id(), approval));
    }

    private Optional<Round> before(Round round) {
        List<Round> earlier = rounds.of(round.version()).stream()
                .filter(other -> other.id() < round.id())
                .toList();
        return earlier.isEmpty()
                ? Optional.empty()
                : Optional.of(earlier.get(earlier.size() - 1))
                        .filter(last -> last.ended().equals(Optional.of(ApprovalOutcome.CHANGE_REQUESTED)));
    }

    private static boolean isHigher(@Nullable BigDecimal limit, @Nullable BigDecimal than) {
        return limit != null && (than == null || limit.compareTo(than) > 0);
    }

    private static boolean sameMoney(Round one, Round other, Step step) {
        return step.limit() == null || one.currency().equals(other.currency());
    }

    private static Stream<CarriedOver> approvals(Step old, Round round, Step step) {
        Stream<CarriedOver> voted = old.votes().stream()
                .filter(vote -> vote.decision() == Decision.APPROVE)
                .map(vote -> new CarriedOver(
                        vote.person(), vote.task(), vote.hash(), round.hash(), step.scopeHash(), reason(step)));
        Stream<CarriedOver> carried = old.carriedOver().stream()
                .map(earlier -> new CarriedOver(
                        earlier.person(),
                        earlier.vote(),
                        earlier.from(),
                        round.hash(),
                        step.scopeHash(),
                        reason(step)));
        return Stream.concat(voted, carried);
    }

    private static String reason(Step step) {
        return "the change leaves %s as approved, and asks for no greater authority"
                .formatted(String.join(", ", step.scope()));
    }
}
