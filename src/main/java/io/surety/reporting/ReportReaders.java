package io.surety.reporting;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who reads reports: the two sides, and parties that the agreement sends them to. A third party that is not among them
 * knows of the agreement, but does not read what its partners owe each other.
 */
@Component
class ReportReaders {

    private final Agreements agreements;

    ReportReaders(Agreements agreements) {
        this.agreements = agreements;
    }

    /**
     * The versions that have been activated, oldest first.
     *
     * @throws Refusal {@code not-found} if the agreement is not the caller's to know of; {@code report-of-the-sides} if
     *     she may know of it, but not read its reports
     */
    List<Version> activated(String agreement, Caller caller) {
        agreements.visible(agreement, caller);
        List<Version> versions = agreements.versions(agreement);
        if (versions.stream().noneMatch(v -> caller.sees(readers(v)))) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "report-of-the-sides",
                    "only provider, customer and those whom the agreement sends reports to read them");
        }
        return agreements.activated(agreement);
    }

    /** Whether the caller reads the reports of a version that she is a party of. */
    static boolean reads(Version version, Caller caller) {
        return caller.sees(readers(version));
    }

    private static Set<OrganisationId> readers(Version version) {
        Set<OrganisationId> readers = new HashSet<>(version.sides());
        var spec = version.document().spec();
        spec.parties().stream()
                .filter(p ->
                        version.state().wasActivated() && spec.reporting().to().contains(p.id()))
                .map(p -> new OrganisationId(p.id()))
                .forEach(readers::add);
        return readers;
    }
}
