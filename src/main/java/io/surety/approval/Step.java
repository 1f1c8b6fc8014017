package io.surety.approval;

import io.surety.calendar.Span;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.shared.ContentHash;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a chain with what happened in it.
 *
 * @param needed how many approvals decide it; null until its approvers are chosen
 * @param missing how many people more it needs than can be asked; null unless too few can
 * @param seats places of approvers, each with at most one vote
 */
record Step(
        long id,
        long round,
        Side side,
        OrganisationId party,
        Role role,
        int order,
        StepMode mode,
        @Nullable BigDecimal limit,
        Span dueWithin,
        List<String> scope,
        ContentHash scopeHash,
        String why,
        @Nullable Integer needed,
        @Nullable Integer missing,
        List<Seat> seats,
        List<CarriedOver> carriedOver) {

    /** Where a step stands; derived from its votes. */
    enum State {
        WAITING,
        /** Reached, but too few people can be asked: somebody has to name one. */
        UNFILLED,
        OPEN,
        APPROVED,
        CHANGE_REQUESTED,
        REJECTED
    }

    State state() {
        if (needed == null) {
            return missing == null ? State.WAITING : State.UNFILLED;
        }
        long approvals = carriedOver.size() + count(Decision.APPROVE);
        if (approvals >= needed) {
            return State.APPROVED;
        }
        long open = seats.stream().filter(seat -> seat.vote() == null).count();
        if (approvals + open >= needed) {
            return State.OPEN;
        }
        return count(Decision.CHANGE) > 0 ? State.CHANGE_REQUESTED : State.REJECTED;
    }

    boolean isRefused() {
        return state() == State.CHANGE_REQUESTED || state() == State.REJECTED;
    }

    boolean isDecided() {
        return state() == State.APPROVED || isRefused();
    }

    List<Vote> votes() {
        List<Vote> votes = new ArrayList<>();
        for (Seat seat : seats) {
            if (seat.vote() != null) {
                votes.add(seat.vote());
            }
        }
        return votes;
    }

    private long count(Decision decision) {
        return votes().stream().filter(vote -> vote.decision() == decision).count();
    }
}
