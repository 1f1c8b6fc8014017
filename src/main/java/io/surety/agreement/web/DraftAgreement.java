package io.surety.agreement.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.LintReceivers;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Spec;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Drafts for a person: one of the two sides writes their agreement, by those who speak for it. */
@Component
class DraftAgreement {

    /** Who drafts for a side, whichever of the two it is: a customer may be another's provider. */
    private static final List<Role> DRAFTERS = List.of(Role.SERVICE_LEVEL_MANAGER, Role.CUSTOMER_REPRESENTATIVE);

    private final Agreements agreements;
    private final Parties parties;
    private final LintReceivers receivers;
    private final ForeignCalendars calendars;
    private final TimeSource time;

    DraftAgreement(
            Agreements agreements,
            Parties parties,
            LintReceivers receivers,
            ForeignCalendars calendars,
            TimeSource time) {
        this.agreements = agreements;
        this.calendars = calendars;
        this.parties = parties;
        this.receivers = receivers;
        this.time = time;
    }

    /** @param warnings of the document and of the people that it calls */
    record Drafted(Version version, List<Diagnostic> warnings) {}

    /**
     * @throws Refusal {@code not-a-side} if she belongs to none, {@code role-needed} if she does not speak for hers,
     *     {@code name-taken} by an agreement that she may not know of, {@code document-invalid} if an escalation would
     *     end without telling anybody
     */
    Drafted draft(ParsedDocument document, Caller caller) {
        if (sides(document.document().spec()).noneMatch(caller.organisations()::contains)
                && !maySpeak(document.document(), caller)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-a-side",
                    "an agreement is drafted by somebody of its provider or of its customer");
        }
        if (!maySpeak(document.document(), caller)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "role-needed",
                    "a side's service level manager or customer representative drafts for it");
        }
        String name = document.document().metadata().name();
        boolean foreign = agreements
                .newest(name)
                .filter(v -> v.sides().stream().noneMatch(caller.organisations()::contains))
                .isPresent();
        if (foreign) {
            throw Refusal.conflict("name-taken", "another agreement has the name " + name);
        }
        calendars.refuse(document, caller);
        receivers.check(document.document());
        return new Drafted(agreements.draft(document, caller.person()), warnings(document));
    }

    /**
     * The same look at a document that is not drafted.
     *
     * @return its warnings; those about people only for who may draft it, for they tell who holds what
     */
    List<Diagnostic> lint(ParsedDocument document, Caller caller) {
        calendars.refuse(document, caller);
        if (!maySpeak(document.document(), caller)) {
            return document.warnings();
        }
        receivers.check(document.document());
        return warnings(document);
    }

    private List<Diagnostic> warnings(ParsedDocument document) {
        return Stream.concat(document.warnings().stream(), receivers.warnings(document.document()).stream())
                .toList();
    }

    private boolean maySpeak(AgreementDocument document, Caller caller) {
        return sides(document.spec()).anyMatch(side -> DRAFTERS.stream()
                .anyMatch(role -> parties.actsAs(caller.person(), role, side, time.now())));
    }

    private static Stream<OrganisationId> sides(Spec spec) {
        return Stream.of(spec.provider().id(), spec.customer().id()).map(OrganisationId::new);
    }
}
