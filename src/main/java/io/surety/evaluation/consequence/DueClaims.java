package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * What a verdict gives the obligated side to claim from third parties ({@code domain.md} 6.4): where it is violated, time of
 * its ledger is a third party's, and the contract between the two is an agreement here.
 */
@Component
public class DueClaims {

    private final Agreements agreements;

    DueClaims(Agreements agreements) {
        this.agreements = agreements;
    }

    /** @param contract the newest version of it in force in the judged period */
    public record DueClaim(OrganisationId claimant, PartyClause party, Version contract, List<ClaimEvidence> evidence) {

        /** The wall length of the evidence, in milliseconds; stretches of several items add up. */
        public long millis() {
            return evidence.stream().mapToLong(ClaimEvidence::millis).sum();
        }
    }

    /** Whether any third party has a contract that claims could be made under. */
    public static boolean mayArise(Spec spec) {
        return spec.thirdParties().stream().anyMatch(party -> party.under() != null);
    }

    /**
     * One for each third party at most.
     *
     * @param spec by which it was judged
     * @param ledgers of the late clocks that it counts
     */
    public List<DueClaim> of(Verdict verdict, Spec spec, Function<ClockId, Optional<TimeLedger>> ledgers) {
        List<DueClaim> due = new ArrayList<>();
        if (verdict.value() != VerdictValue.VIOLATED) {
            return due;
        }
        Term term = spec.term(verdict.term()).orElseThrow();
        OrganisationId claimant = new OrganisationId(spec.obligated(term).id());
        for (PartyClause party : spec.thirdParties()) {
            contract(party, claimant, verdict.period().part()).ifPresent(contract -> {
                List<ClaimEvidence> evidence = new ThirdPartyTime(ledgers).of(verdict, term.service(), party.id());
                if (!evidence.isEmpty()) {
                    due.add(new DueClaim(claimant, party, contract, evidence));
                }
            });
        }
        return due;
    }

    /** The newest version of the contract in force in the period, if it binds the third party to the claimant. */
    private Optional<Version> contract(PartyClause party, OrganisationId claimant, Interval period) {
        if (party.under() == null) {
            return Optional.empty();
        }
        return agreements.activated(party.under()).stream()
                .filter(version -> version.validity().intersect(period).isPresent())
                .filter(version -> version.document().spec().provider().id().equals(party.id())
                        && version.document().spec().customer().id().equals(claimant.value()))
                .max(Comparator.comparing(version -> version.ref().number()));
    }
}
