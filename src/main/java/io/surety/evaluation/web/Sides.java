package io.surety.evaluation.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import org.springframework.stereotype.Component;

/** A third party knows that the agreement exists, and reads neither its verdicts nor its money. */
@Component
class Sides {

    private final Agreements agreements;

    Sides(Agreements agreements) {
        this.agreements = agreements;
    }

    /** @throws Refusal {@code not-found} if it is not hers to see, {@code verdicts-of-the-sides} for a third party */
    Version version(String agreement, Caller caller) {
        Version version = agreements.visible(agreement, caller);
        if (!caller.sees(version.sides())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "verdicts-of-the-sides",
                    "only provider and customer read verdicts and credits");
        }
        return version;
    }
}
