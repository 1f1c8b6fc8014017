package io.surety.agreement.web;

import io.surety.agreement.TemplateDocument;
import io.surety.agreement.Templates;
import io.surety.agreement.Templates.Kept;
import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps templates for a person: a template belongs to an organisation, and its service level managers change it. */
@Component
class KeepTemplate {

    private final Templates templates;
    private final Parties parties;
    private final TimeSource time;

    KeepTemplate(Templates templates, Parties parties, TimeSource time) {
        this.templates = templates;
        this.parties = parties;
        this.time = time;
    }

    /**
     * @param organisation to which it shall belong; if it is left out, the one that it belongs to already, or the one
     *     for which she manages service levels
     * @throws Refusal {@code not-found} for an organisation that is not hers, {@code role-needed} if she does not
     *     manage its service levels, {@code organisation-needed} if she does so for several, {@code name-taken} if the
     *     name belongs to another one
     */
    Kept keep(TemplateDocument template, @Nullable String organisation, Caller caller) {
        OrganisationId owner = organisation == null ? usual(template.name(), caller) : hers(organisation, caller);
        if (!manages(owner, caller)) {
            throw notHers();
        }
        templates.keep(template, owner, caller.person());
        return new Kept(template, owner);
    }

    private OrganisationId hers(String organisation, Caller caller) {
        OrganisationId named = new OrganisationId(organisation);
        if (!caller.organisations().contains(named) && !manages(named, caller)) {
            throw Refusal.notFound("organisation " + organisation);
        }
        return named;
    }

    /** What she may not see is not there for her, until its name is found taken. */
    private OrganisationId usual(String name, Caller caller) {
        return templates.find(name, caller).map(Kept::owner).orElseGet(() -> only(caller));
    }

    private boolean manages(OrganisationId organisation, Caller caller) {
        return parties.actsAs(caller.person(), Role.SERVICE_LEVEL_MANAGER, organisation, time.now());
    }

    private OrganisationId only(Caller caller) {
        List<OrganisationId> managed = parties.assignments(caller.person()).stream()
                .filter(held -> held.role().equals(Role.SERVICE_LEVEL_MANAGER))
                .map(Assignment::organisation)
                .distinct()
                .toList();
        if (managed.isEmpty()) {
            throw notHers();
        }
        if (managed.size() > 1) {
            throw Refusal.invalid(
                    "organisation-needed",
                    "you manage the service levels of several organisations",
                    List.of(new Diagnostic("/organisation", "missing", "say to which of them the template belongs")));
        }
        return managed.get(0);
    }

    private static Refusal notHers() {
        return new Refusal(
                Refusal.Kind.FORBIDDEN,
                "role-needed",
                "a template is changed by the service level managers of the organisation that it belongs to");
    }
}
