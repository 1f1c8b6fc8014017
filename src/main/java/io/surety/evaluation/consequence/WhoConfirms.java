package io.surety.evaluation.consequence;

import io.surety.agreement.Version;
import io.surety.agreement.document.Exclusion;
import io.surety.agreement.document.Measure.AvailabilityMeasure;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.measurement.Kind;
import io.surety.measurement.RecordedCause;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which parties have still to confirm a cause, so that it takes effect, and on which terms. Nobody is asked where a
 * confirmation would change nothing: an exclusion that asks for an announcement takes out no outage, because an outage has
 * none.
 */
final class WhoConfirms {

    private WhoConfirms() {}

    /** @param role in which the party answers: its service level manager as a provider, its representative as a customer */
    record Party(OrganisationId organisation, Role role, List<TouchedTerm> touches) {}

    /** @param versions in force while the cause lasted */
    static List<Party> of(RecordedCause cause, List<Version> versions) {
        Map<OrganisationId, Party> parties = new LinkedHashMap<>();
        for (Version version : versions) {
            Spec spec = version.document().spec();
            for (Term term : spec.terms()) {
                if (reads(spec, term, cause)) {
                    exclusions(spec, term, cause).forEach(exclusion -> ask(parties, version, term, exclusion, cause));
                }
            }
        }
        return List.copyOf(parties.values());
    }

    private static boolean reads(Spec spec, Term term, RecordedCause cause) {
        if (!(term.measure() instanceof AvailabilityMeasure measure)
                || !spec.isWithin(cause.service(), term.service())) {
            return false;
        }
        return cause.kind() == Kind.MAINTENANCE
                ? spec.sources().stream().anyMatch(source -> source.id().equals(cause.source()))
                : measure.from() == AvailabilityMeasure.From.OUTAGES
                        && measure.source().equals(cause.source());
    }

    private static List<Exclusion> exclusions(Spec spec, Term term, RecordedCause cause) {
        return spec.exclusions().stream()
                .filter(e -> e.terms().isEmpty() || e.terms().contains(term.id()))
                .filter(e -> e.cause().equals(cause.cause()))
                .filter(e -> e.announce() == null || cause.announcedAt().isPresent())
                .toList();
    }

    private static void ask(
            Map<OrganisationId, Party> parties, Version version, Term term, Exclusion exclusion, RecordedCause cause) {
        Spec spec = version.document().spec();
        boolean provider = exclusion.decidedBy() != Exclusion.DecidedBy.CUSTOMER;
        boolean customer = exclusion.decidedBy() != Exclusion.DecidedBy.PROVIDER;
        TouchedTerm touched = new TouchedTerm(
                version.ref().agreement(),
                version.ref().number(),
                version.document().metadata().title(),
                term.id(),
                exclusion.id(),
                exclusion.effect() == Exclusion.Effect.EXCLUDE ? "exclude" : "excuse");
        if (provider) {
            ask(parties, spec.provider(), Role.SERVICE_LEVEL_MANAGER, touched, cause);
        }
        if (customer) {
            ask(parties, spec.customer(), Role.CUSTOMER_REPRESENTATIVE, touched, cause);
        }
    }

    private static void ask(
            Map<OrganisationId, Party> parties,
            PartyClause clause,
            Role role,
            TouchedTerm touched,
            RecordedCause cause) {
        OrganisationId organisation = new OrganisationId(clause.id());
        if (!cause.confirmedBy().contains(organisation)) {
            parties.computeIfAbsent(organisation, o -> new Party(o, role, new ArrayList<>()))
                    .touches()
                    .add(touched);
        }
    }
}
