package io.surety.agreement;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Shows templates to those who may use them. */
@Service
class OwnedTemplates implements Templates {

    private final StoredTemplates stored;
    private final ReadTemplate reader;
    private final Parties parties;

    OwnedTemplates(StoredTemplates stored, ReadTemplate reader, Parties parties) {
        this.stored = stored;
        this.reader = reader;
        this.parties = parties;
    }

    @Override
    public void keep(TemplateDocument template, OrganisationId owner, PersonId by) {
        stored.keep(template, owner, by);
    }

    @Override
    public List<Kept> visibleTo(Caller caller) {
        Set<OrganisationId> hers = reachOf(caller);
        return stored.all().stream().filter(kept -> mayUse(kept, caller, hers)).toList();
    }

    @Override
    public Kept visible(String name, Caller caller) {
        return find(name, caller).orElseThrow(() -> Refusal.notFound("template " + name));
    }

    @Override
    public Optional<Kept> find(String name, Caller caller) {
        return stored.newest(name).filter(kept -> mayUse(kept, caller, reachOf(caller)));
    }

    /** Her organisations and all above them: what a company keeps is for its units too. */
    private Set<OrganisationId> reachOf(Caller caller) {
        return caller.organisations().stream()
                .flatMap(own -> parties.upwardsFrom(own).stream())
                .collect(Collectors.toSet());
    }

    private static boolean mayUse(Kept kept, Caller caller, Set<OrganisationId> hers) {
        return caller.sees(kept.template().parties()) || hers.contains(kept.owner());
    }

    @Override
    public Optional<TemplateDocument> withHash(ContentHash hash) {
        return stored.withHash(hash);
    }

    @Override
    public Optional<String> withValuesOf(ContentHash template, String document) {
        return stored.withHash(template).map(found -> reader.withValuesOf(found, document));
    }
}
