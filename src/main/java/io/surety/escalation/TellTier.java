package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.escalation.FindReceivers.Found;
import io.surety.escalation.Ladder.Step;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Fires tiers: finds who is told, records it, and puts it into the digest of the moment. */
@Component
class TellTier {

    private final Tiers tiers;
    private final Chronicle chronicle;
    private final FindReceivers receivers;
    private final EscalationProcess process;

    TellTier(Tiers tiers, Chronicle chronicle, FindReceivers receivers, EscalationProcess process) {
        this.tiers = tiers;
        this.chronicle = chronicle;
        this.receivers = receivers;
        this.process = process;
    }

    /** A tier with nobody is skipped at once and logged; only the last one falls back to somebody who is always there. */
    void fire(Escalation escalation, FrozenPolicy policy, Step.Fire step, Digest digest, Instant now) {
        List<Found> found = found(escalation, policy, step.tier(), now);
        tiers.fired(escalation.id(), escalation.round(), step, found.isEmpty(), now);
        if (found.isEmpty()) {
            chronicle.note(escalation.id(), now, "skipped", null, "tier " + (step.tier() + 1) + " has nobody");
            return;
        }
        Tier tier = policy.tiers().get(step.tier());
        told(escalation, tier, new Firing(step.tier(), 0, step.dueAt(), template(tier)), found, digest, now);
    }

    void repeat(Escalation escalation, FrozenPolicy policy, Step.Repeat step, Digest digest, Instant now) {
        tiers.repeated(escalation.id(), escalation.round(), step.tier(), step.repetition());
        boolean onceMore = escalation
                .resume()
                .filter(r -> r.tier() == policy.tiers().size())
                .isPresent();
        if (onceMore) {
            tiers.firedAgain(escalation.id(), escalation.round(), step.tier(), now);
        }
        List<Found> found = found(escalation, policy, step.tier(), now);
        Tier tier = policy.tiers().get(step.tier());
        Firing firing = new Firing(step.tier(), step.repetition(), step.dueAt(), "escalation.repeated");
        told(escalation, tier, firing, found, digest, now);
    }

    private List<Found> found(Escalation escalation, FrozenPolicy policy, int tier, Instant now) {
        List<Found> found = receivers.of(escalation, policy.tiers().get(tier), now);
        if (found.isEmpty() && tier == policy.tiers().size() - 1) {
            chronicle.note(escalation.id(), now, "last resort", null, "tier " + (tier + 1) + " has nobody");
            return receivers.lastResort(escalation, now);
        }
        return found;
    }

    /** @param repetition 0 for the first time */
    private record Firing(int tier, int repetition, Instant dueAt, String template) {

        String key() {
            return "t" + tier + "." + repetition;
        }
    }

    private void told(Escalation escalation, Tier tier, Firing firing, List<Found> found, Digest digest, Instant now) {
        for (Found one : found) {
            for (Channel channel : tier.by()) {
                chronicle.told(escalation.id(), telling(escalation, firing, one, channel, now));
                digest.add(
                        one.person(),
                        channel,
                        firing.template(),
                        firing.key(),
                        TierWords.of(tier) + " · " + firing.dueAt());
            }
            if (escalation.asked() && escalation.state() == EscalationState.OPEN) {
                process.offerTo(escalation.id(), one.person());
            }
        }
        String what = firing.repetition() == 0 ? "told" : "repeated";
        chronicle.note(escalation.id(), now, what, null, "tier " + (firing.tier() + 1) + ", due " + firing.dueAt());
    }

    private static Telling telling(Escalation escalation, Firing firing, Found one, Channel channel, Instant now) {
        return new Telling(
                escalation.round(),
                firing.tier(),
                firing.repetition(),
                one.person(),
                one.insteadOf(),
                channel,
                firing.dueAt(),
                now);
    }

    private static String template(Tier tier) {
        if (tier.at().unacknowledged() != null) {
            return "escalation.unacknowledged";
        }
        if (tier.at().burn() != null) {
            return "escalation.burn";
        }
        if (tier.at().violation() != null) {
            return "escalation.violation";
        }
        return tier.at().breach() == null ? "escalation.warning" : "escalation.breach";
    }
}
