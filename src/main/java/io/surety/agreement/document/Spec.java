package io.surety.agreement.document;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content of an agreement. Lists are never null; what a document may leave out is nullable. */
public record Spec(
        AgreementType type,
        Scope scope,
        int rank,
        List<PartyClause> parties,
        PeriodClause period,
        @Nullable Charges charges,
        List<ServiceClause> services,
        List<CalendarClause> calendars,
        List<SourceClause> sources,
        List<Term> terms,
        List<Exclusion> exclusions,
        @Nullable CreditLimits creditLimits,
        List<Responsibility> responsibilities,
        List<EscalationPolicy> escalations,
        @Nullable ReviewClause review,
        ReportingClause reporting) {

    public PartyClause provider() {
        return party(PartyRole.PROVIDER);
    }

    public PartyClause customer() {
        return party(PartyRole.CUSTOMER);
    }

    /** The side that owes the term. */
    public PartyClause obligated(Term term) {
        return term.obligated() == Term.Obligated.PROVIDER ? provider() : customer();
    }

    /** The other side, which gets the credits of the term. */
    public PartyClause beneficiary(Term term) {
        return term.obligated() == Term.Obligated.PROVIDER ? customer() : provider();
    }

    public List<PartyClause> thirdParties() {
        return parties.stream().filter(p -> p.role() == PartyRole.THIRD_PARTY).toList();
    }

    Spec withCalendars(List<CalendarClause> calendars) {
        return with(calendars, sources);
    }

    Spec withSources(List<SourceClause> sources) {
        return with(calendars, sources);
    }

    private Spec with(List<CalendarClause> calendars, List<SourceClause> sources) {
        return new Spec(
                type,
                scope,
                rank,
                parties,
                period,
                charges,
                services,
                calendars,
                sources,
                terms,
                exclusions,
                creditLimits,
                responsibilities,
                escalations,
                review,
                reporting);
    }

    /** The service and all that are parts of it, directly or not. */
    public Set<String> withParts(String service) {
        Set<String> all = new LinkedHashSet<>(Set.of(service));
        boolean grown = true;
        while (grown) {
            grown = all.addAll(services.stream()
                    .filter(s -> s.partOf() != null && all.contains(s.partOf()))
                    .map(ServiceClause::id)
                    .toList());
        }
        return all;
    }

    /** Whether a service is another one, or a part of it. */
    public boolean isWithin(String service, String whole) {
        Set<String> seen = new HashSet<>();
        String current = service;
        while (current != null && seen.add(current)) {
            if (current.equals(whole)) {
                return true;
            }
            current = parent(current);
        }
        return false;
    }

    private @Nullable String parent(String service) {
        return services.stream()
                .filter(s -> s.id().equals(service))
                .findFirst()
                .map(ServiceClause::partOf)
                .orElse(null);
    }

    public Optional<Term> term(String id) {
        return terms.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    private PartyClause party(PartyRole role) {
        return parties.stream().filter(p -> p.role() == role).findFirst().orElseThrow();
    }
}
