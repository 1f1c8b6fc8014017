package io.surety.measurement.web;

import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.intake.DeliveryRights;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** Who may deliver: a machine with a token for the source, its owner's service level managers, an administrator. */
@Component
class RightsOfRequest {

    private static final String WRITE = "SCOPE_measurements:write";
    private static final String SOURCE = "SOURCE_";
    private static final String SCOPE = "SCOPE_";

    private final Sources sources;
    private final Parties parties;

    RightsOfRequest(Sources sources, Parties parties) {
        this.sources = sources;
        this.parties = parties;
    }

    /** @throws Refusal if the login may deliver nothing at all */
    DeliveryRights of(@Nullable Authentication login) {
        if (login == null) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "login-needed", "this needs a login or a token");
        }
        Set<String> authorities = login.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .collect(Collectors.toUnmodifiableSet());
        // A token has scopes and speaks for no person, whatever it is named after.
        if (authorities.stream().anyMatch(a -> a.startsWith(SCOPE) || a.startsWith(SOURCE))) {
            return ofToken(authorities);
        }
        return ofPerson(parties.caller(new PersonId(login.getName())));
    }

    /** Of a machine whose token is for the source, and lets it deliver. */
    DeliveryRights ofMachine(String source) {
        return new Rights(
                wanted -> wanted.equals(source) && sources.isRegistered(source),
                () -> sources.find(source).map(Source::owner).stream().collect(Collectors.toUnmodifiableSet()),
                PersonId.SYSTEM);
    }

    private DeliveryRights ofToken(Set<String> authorities) {
        if (!authorities.contains(WRITE)) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "scope-needed", "this needs the scope measurements:write");
        }
        return new Rights(
                source -> authorities.contains(SOURCE + source) && sources.isRegistered(source),
                () -> owners(authorities),
                PersonId.SYSTEM);
    }

    private Set<OrganisationId> owners(Set<String> authorities) {
        return authorities.stream()
                .filter(a -> a.startsWith(SOURCE))
                .flatMap(a -> sources.find(a.substring(SOURCE.length())).stream())
                .map(Source::owner)
                .collect(Collectors.toUnmodifiableSet());
    }

    private DeliveryRights ofPerson(Caller caller) {
        if (!caller.administrator() && !caller.holds(Role.SERVICE_LEVEL_MANAGER)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "role-needed", "this needs the role " + Role.SERVICE_LEVEL_MANAGER);
        }
        return new Rights(
                source -> sources.find(source)
                        .filter(s ->
                                caller.administrator() || caller.organisations().contains(s.owner()))
                        .isPresent(),
                caller::organisations,
                caller.person());
    }

    private record Rights(Remembered sources, Supplier<Set<OrganisationId>> owners, PersonId by)
            implements DeliveryRights {

        Rights(Predicate<String> sources, Supplier<Set<OrganisationId>> owners, PersonId by) {
            this(new Remembered(sources), owners, by);
        }

        @Override
        public boolean mayDeliver(String source) {
            return sources.test(source);
        }

        @Override
        public Set<OrganisationId> organisations() {
            return owners.get();
        }
    }

    /** Asks once for each source of a request. */
    private static class Remembered {
        private static final int MOST = 1000;
        private final Predicate<String> sources;
        private final Map<String, Boolean> asked = new HashMap<>();

        Remembered(Predicate<String> sources) {
            this.sources = sources;
        }

        boolean test(String source) {
            if (asked.size() > MOST) {
                asked.clear();
            }
            return asked.computeIfAbsent(source, sources::test);
        }
    }
}
