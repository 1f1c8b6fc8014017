package io.surety.agreement.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What of an agreement a person may read: a third party knows only of the versions that it takes part in. */
@Component
class ReadableVersions {

    private final Agreements agreements;
    private final TimeSource time;

    ReadableVersions(Agreements agreements, TimeSource time) {
        this.agreements = agreements;
        this.time = time;
    }

    List<Version> of(String agreement, Caller caller) {
        agreements.visible(agreement, caller);
        return agreements.versions(agreement).stream()
                .filter(v -> caller.sees(v.parties()))
                .toList();
    }

    Optional<Version> inForce(String agreement, Caller caller) {
        return agreements.inForce(agreement, time.now()).filter(v -> caller.sees(v.parties()));
    }

    /** @throws Refusal {@code not-found}, also for a version that is not hers to know of */
    Version one(String agreement, int number, Caller caller) {
        agreements.visible(agreement, caller);
        Version version = agreements.get(new VersionRef(agreement, number));
        if (!caller.sees(version.parties())) {
            throw Refusal.notFound("version " + version.ref());
        }
        return version;
    }

    /** A third party does not read what its partners pay each other. */
    boolean readsAll(Version version, Caller caller) {
        return caller.sees(version.sides());
    }
}
