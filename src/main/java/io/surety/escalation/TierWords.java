package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Tier;

/** A tier's trigger in a few signs that need no language. */
final class TierWords {

    private TierWords() {}

    static String of(Tier tier) {
        if (tier.at().elapsed() != null) {
            return tier.at().elapsed().toPercentText(0);
        }
        if (tier.at().before() != null) {
            return "- " + tier.at().before().text();
        }
        if (tier.at().burn() != null) {
            return "> " + tier.at().burn().factor().toPlainString() + " ("
                    + tier.at().burn().longWindow().text() + ", "
                    + tier.at().burn().shortWindow().text() + ")";
        }
        if (tier.at().violation() != null) {
            return "# " + tier.at().violation();
        }
        return tier.at().unacknowledged() != null
                ? "+ " + tier.at().unacknowledged().text()
                : "> 100 %";
    }
}
