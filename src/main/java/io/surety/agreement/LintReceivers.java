package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.EscalationPolicy.Receiver;
import io.surety.agreement.document.EscalationPolicy.Tier;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Spec;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/**
 * Which tiers of a document's escalation policies would tell nobody. That depends on the people on record now and not
 * on the text, so it is asked when a person brings a document in, and never when it is read again.
 *
 * <p>A tier tells those who hold its roles or are on its rotas in the organisation that owes the term, or in its
 * provider. Contacts of the document are names on paper: nobody is called by them.
 */
@Service
public class LintReceivers {

    private final Parties parties;
    private final TimeSource time;

    LintReceivers(Parties parties, TimeSource time) {
        this.parties = parties;
        this.time = time;
    }

    /** Tiers that would be skipped: {@code tier-reaches-nobody}. */
    public List<Diagnostic> warnings(AgreementDocument document) {
        return silent(document.spec(), false);
    }

    /** @throws Refusal {@code document-invalid} with {@code last-tier-reaches-nobody}: the last tier reaches someone */
    public void check(AgreementDocument document) {
        List<Diagnostic> found = silent(document.spec(), true);
        if (!found.isEmpty()) {
            throw Refusal.invalid("document-invalid", "an escalation would end without telling anybody", found);
        }
    }

    private List<Diagnostic> silent(Spec spec, boolean last) {
        return IntStream.range(0, spec.escalations().size())
                .boxed()
                .flatMap(i -> silent(spec, spec.escalations().get(i), "/spec/escalations/" + i, last))
                .toList();
    }

    private Stream<Diagnostic> silent(Spec spec, EscalationPolicy policy, String path, boolean last) {
        int end = policy.tiers().size() - 1;
        return IntStream.rangeClosed(last ? end : 0, last ? end : end - 1)
                .boxed()
                .flatMap(i -> owing(spec, policy)
                        .filter(party -> !reaches(policy.tiers().get(i), spec, party))
                        .map(party -> new Diagnostic(
                                path + "/tiers/" + i + "/tell",
                                last ? "last-tier-reaches-nobody" : "tier-reaches-nobody",
                                "nobody has these roles or is on these rotas in " + party.id()
                                        + (last ? "; the last tier must reach someone" : "; the tier is skipped"))));
    }

    /** The parties that owe a term which names the policy. */
    private static Stream<PartyClause> owing(Spec spec, EscalationPolicy policy) {
        return spec.terms().stream()
                .filter(term -> policy.id().equals(term.escalation()))
                .map(spec::obligated)
                .distinct();
    }

    private boolean reaches(Tier tier, Spec spec, PartyClause owing) {
        return tier.tell().stream()
                .anyMatch(receiver -> reaches(receiver, owing) || reaches(receiver, spec.provider()));
    }

    private boolean reaches(Receiver receiver, PartyClause party) {
        OrganisationId organisation = new OrganisationId(party.id());
        if (receiver.rota() != null) {
            return parties.hasShifts(receiver.rota(), organisation, time.now());
        }
        return receiver.role() != null
                && !parties.holding(new Role(receiver.role()), organisation).isEmpty();
    }
}
