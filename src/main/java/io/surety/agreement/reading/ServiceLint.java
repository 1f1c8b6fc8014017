package io.surety.agreement.reading;

import io.surety.agreement.document.Charges;
import io.surety.agreement.document.ServiceClause;
import io.surety.agreement.document.Spec;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services and what they cost: one tree, one currency, amounts that can be paid. */
final class ServiceLint {

    private final Spec spec;
    private final Findings findings;

    ServiceLint(Spec spec, Findings findings) {
        this.spec = spec;
        this.findings = findings;
    }

    void check() {
        findings.unique(spec.services(), ServiceClause::id, "/spec/services", "id");
        charges(spec.charges(), "/spec/charges", currency());
        for (int i = 0; i < spec.services().size(); i++) {
            ServiceClause service = spec.services().get(i);
            String path = "/spec/services/" + i;
            charges(service.charges(), path + "/charges", currency());
            if (service.partOf() != null) {
                findings.known(Ids.services(spec), service.partOf(), path + "/partOf", "service");
                findings.errorIf(isItsOwnPart(service), path + "/partOf", "service-cycle", "it is a part of itself");
            }
        }
        if (spec.creditLimits() != null && spec.creditLimits().minimum() != null) {
            amount(spec.creditLimits().minimum(), "/spec/creditLimits/minimum");
        }
        for (int i = 0; i < spec.terms().size(); i++) {
            var credit = spec.terms().get(i).credit();
            if (credit != null && credit.perCount() != null && credit.perCount().amount() != null) {
                amount(credit.perCount().amount(), "/spec/terms/" + i + "/credit/perCount/amount");
            }
        }
    }

    /** The first currency that the document names. */
    private @Nullable String currency() {
        Charges whole = spec.charges();
        return whole != null
                ? whole.currency()
                : spec.services().stream()
                        .map(ServiceClause::charges)
                        .filter(c -> c != null)
                        .map(Charges::currency)
                        .findFirst()
                        .orElse(null);
    }

    private void charges(@Nullable Charges charges, String path, @Nullable String currency) {
        if (charges != null) {
            findings.errorIf(
                    !charges.currency().equals(currency),
                    path + "/currency",
                    "several-currencies",
                    "an agreement is paid in one currency, which is " + currency);
            amount(charges.amount(), path + "/amount");
        }
    }

    private void amount(BigDecimal amount, String path) {
        String code = currency();
        int digits = code == null ? 2 : Currency.getInstance(code).getDefaultFractionDigits();
        findings.errorIf(
                digits >= 0 && amount.stripTrailingZeros().scale() > digits,
                path,
                "too-many-digits",
                amount.toPlainString() + " has more than " + digits + " decimal places");
    }

    private boolean isItsOwnPart(ServiceClause service) {
        Map<String, String> parents = new HashMap<>();
        spec.services().stream().filter(s -> s.partOf() != null).forEach(s -> parents.put(s.id(), s.partOf()));
        Set<String> above = new HashSet<>();
        String at = service.id();
        while (at != null && above.add(at)) {
            at = parents.get(at);
        }
        return service.id().equals(at);
    }
}
