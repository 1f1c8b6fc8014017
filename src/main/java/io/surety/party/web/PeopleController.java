package io.surety.party.web;

import io.surety.party.Assignment;
import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@Tag(name = "People", description = "Organisations, people and absences")
class PeopleController {

    private final Parties parties;

    PeopleController(Parties parties) {
        this.parties = parties;
    }

    record OrganisationView(String id, String name, @Nullable String parent) {}

    record RoleView(String organisation, String role, @Nullable String limit, @Nullable String currency) {}

    record MeView(
            String id,
            String name,
            String email,
            String organisation,
            String zone,
            String language,
            boolean administrator,
            List<RoleView> roles) {}

    @GetMapping("/organisations")
    @Operation(
            summary = "My organisation, the units below it, and where I hold a role; all of them for an administrator")
    List<OrganisationView> organisations(Caller caller) {
        return parties.organisations().stream()
                .filter(o -> caller.sees(Set.of(o.id())))
                .map(PeopleController::view)
                .toList();
    }

    @GetMapping("/people/me")
    @Operation(summary = "Who I am here, and the roles I hold")
    MeView me(Caller caller) {
        Person person = parties.person(caller.person())
                .orElseThrow(() -> Refusal.notFound("a person for the login " + caller.person()));
        return new MeView(
                person.id().value(),
                person.name(),
                person.email(),
                person.organisation().value(),
                person.zone().getId(),
                person.language().toLanguageTag(),
                caller.administrator(),
                parties.assignments(person.id()).stream()
                        .map(PeopleController::view)
                        .toList());
    }

    private static OrganisationView view(Organisation organisation) {
        return new OrganisationView(
                organisation.id().value(),
                organisation.name(),
                organisation.parent() == null ? null : organisation.parent().value());
    }

    private static RoleView view(Assignment assignment) {
        return new RoleView(
                assignment.organisation().value(),
                assignment.role().name(),
                assignment.limit() == null ? null : assignment.limit().toPlainString(),
                assignment.currency());
    }
}
