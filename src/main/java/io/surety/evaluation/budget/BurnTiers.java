package io.surety.evaluation.budget;

import io.surety.agreement.Version;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.Burn;
import io.surety.agreement.document.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The burn tiers of a term's policy. */
final class BurnTiers {

    private BurnTiers() {}

    /** Each rule once; none for a term without a share. */
    static List<Burn> of(Version version, Term term) {
        return term.burnGoal().isEmpty()
                ? List.of()
                : List.copyOf(policy(version, term).stream()
                        .flatMap(policy -> policy.tiers().stream())
                        .flatMap(tier -> Stream.ofNullable(tier.at().burn()))
                        .collect(Collectors.toMap(Burn::text, burn -> burn, (one, same) -> one, LinkedHashMap::new))
                        .values());
    }

    static Optional<EscalationPolicy> policy(Version version, Term term) {
        return version.document().spec().escalations().stream()
                .filter(policy -> policy.id().equals(term.escalation()))
                .findFirst();
    }
}
