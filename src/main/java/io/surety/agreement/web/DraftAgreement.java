package io.surety.agreement.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.Refusal;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Drafts for a person: only one of the two sides writes their agreement. */
@Component
class DraftAgreement {

    private final Agreements agreements;

    DraftAgreement(Agreements agreements) {
        this.agreements = agreements;
    }

    /** @throws Refusal {@code not-a-side}, or {@code name-taken} by an agreement that she may not know of */
    Version draft(ParsedDocument document, Caller caller) {
        var spec = document.document().spec();
        Set<OrganisationId> sides = Set.of(
                new OrganisationId(spec.provider().id()),
                new OrganisationId(spec.customer().id()));
        if (sides.stream().noneMatch(caller.organisations()::contains)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-a-side",
                    "an agreement is drafted by somebody of its provider or of its customer");
        }
        String name = document.document().metadata().name();
        boolean foreign = agreements
                .newest(name)
                .filter(v -> v.sides().stream().noneMatch(caller.organisations()::contains))
                .isPresent();
        if (foreign) {
            throw Refusal.conflict("name-taken", "another agreement has the name " + name);
        }
        return agreements.draft(document, caller.person());
    }
}
