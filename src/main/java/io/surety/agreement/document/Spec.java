package io.surety.agreement.document;

import java.util.List;
import java.util.Optional;
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

    public Optional<Term> term(String id) {
        return terms.stream().filter(t -> t.id().equals(id)).findFirst();
    }

    private PartyClause party(PartyRole role) {
        return parties.stream().filter(p -> p.role() == role).findFirst().orElseThrow();
    }
}
