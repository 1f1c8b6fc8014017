package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.Agreements.HistoryEntry;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.Offer;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Puts the agreed content of a version to the vote of both binding parties. */
@Service
public class OpenRound {

    private final Agreements agreements;
    private final GatherFacts facts;
    private final ApprovalMatrix matrix;
    private final Rounds rounds;
    private final Steps steps;
    private final CarryOver carryOver;
    private final WatchNegotiation negotiations;
    private final TimeSource time;
    private final Duration lapsesAfter;

    OpenRound(
            Agreements agreements,
            GatherFacts facts,
            ApprovalMatrix matrix,
            Rounds rounds,
            Steps steps,
            CarryOver carryOver,
            WatchNegotiation negotiations,
            TimeSource time,
            @Value("${surety.approval.lapses-after:P30D}") Duration lapsesAfter) {
        this.agreements = agreements;
        this.facts = facts;
        this.matrix = matrix;
        this.rounds = rounds;
        this.steps = steps;
        this.carryOver = carryOver;
        this.negotiations = negotiations;
        this.time = time;
        this.lapsesAfter = lapsesAfter;
    }

    /** Moves the version to IN_APPROVAL, and lays out the steps of both chains for its content of this instant. */
    @Transactional
    public void open(VersionRef ref) {
        Instant now = time.now();
        rounds.open(ref).ifPresent(stale -> rounds.endAsVoid(stale.id(), "approval was started anew", now));
        Version version = agreements.move(ref, VersionState.IN_APPROVAL, PersonId.SYSTEM, "put to the vote");
        JsonNode document = Json.read(agreements
                .content(version.hash())
                .orElseThrow(() -> new IllegalStateException("the content of " + ref + " is not stored")));
        ApprovalFacts known = facts.of(version, document, now);
        Round round = rounds.start(
                ref,
                version.hash(),
                proposer(version),
                offeredBy(version).orElse(null),
                known.yearlyValue(),
                known.currency(),
                now,
                now.plus(lapsesAfter));
        for (Side side : Side.values()) {
            for (StepPlan plan : plans(side, known)) {
                ContentHash scope =
                        SubDocument.of(document, List.copyOf(plan.scope())).hash();
                long step = steps.add(
                        round.id(), side, side.party(version.document().spec()), plan, scope);
                carryOver.into(round, steps.get(step));
            }
        }
    }

    private List<StepPlan> plans(Side side, ApprovalFacts known) {
        List<StepPlan> plans = StepPlan.of(matrix.rows(side, known));
        if (plans.isEmpty()) {
            throw new IllegalStateException("the approval matrix asks nobody on the side of the " + side);
        }
        return plans;
    }

    /** Who made the offer that was accepted: maybe another than who wrote its content first. */
    private Optional<PersonId> offeredBy(Version version) {
        return negotiations
                .find(version.ref())
                .map(Negotiation::head)
                .filter(offer -> offer.hash().equals(version.hash()))
                .map(Offer::madeBy);
    }

    /** Who wrote the content first: she drafted it, or brought it in a counter-offer. */
    private PersonId proposer(Version version) {
        return agreements.history(version.ref().agreement()).stream()
                .filter(entry -> entry.version().equals(version.ref()))
                .filter(entry -> entry.hash().equals(version.hash()))
                .map(HistoryEntry::by)
                .filter(by -> !by.equals(PersonId.SYSTEM))
                .findFirst()
                .orElse(version.createdBy());
    }
}
