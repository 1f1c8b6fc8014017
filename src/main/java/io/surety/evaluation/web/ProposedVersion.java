package io.surety.evaluation.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.preview.Proposal;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The content of a version, for whoever reads all of it. */
@Component
class ProposedVersion {

    private final Sides sides;
    private final Agreements agreements;

    ProposedVersion(Sides sides, Agreements agreements) {
        this.sides = sides;
        this.agreements = agreements;
    }

    /** @throws Refusal {@code not-found} if there is no such version, or if it is not hers to see */
    Version version(String agreement, int number, Caller caller) {
        sides.version(agreement, caller);
        Version version = agreements.get(new VersionRef(agreement, number));
        if (!caller.sees(version.sides())) {
            throw Refusal.notFound("version " + version.ref());
        }
        return version;
    }

    /** @throws Refusal as above */
    Proposal proposal(String agreement, int number, Caller caller) {
        Version version = version(agreement, number, caller);
        return new Proposal(version.document(), version.hash(), Optional.of(version.ref()));
    }
}
