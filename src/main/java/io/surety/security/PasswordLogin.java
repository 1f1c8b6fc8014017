package io.surety.security;

import io.surety.workflow.ActAsSystem;
import io.surety.workflow.WebappLogin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * The one check of a password, for the login page and HTTP Basic: against the engine's users, where party keeps the
 * people.
 *
 * <p>A person of the group {@code acme.operator} gets the authorities {@code GROUP_acme.operator} and {@code
 * ROLE_operator}; an administrator {@code ROLE_ADMIN}.
 */
@Component
class PasswordLogin implements AuthenticationProvider {

    static final String ADMINISTRATOR = "ROLE_ADMIN";

    private final IdentityService identity;
    private final ActAsSystem system;
    private final RememberedLogins remembered;

    /** A check takes 16 MB and a processor: so many logins at a time, and no more. */
    private final Semaphore checks = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    PasswordLogin(IdentityService identity, ActAsSystem system, RememberedLogins remembered) {
        this.identity = identity;
        this.system = system;
        this.remembered = remembered;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        String user = authentication.getName();
        Object credentials = authentication.getCredentials();
        if (credentials == null || user.isEmpty()) {
            throw refused();
        }
        return system.call(() -> check(user, credentials.toString()));
    }

    private Authentication check(String user, String password) {
        User known = identity.createUserQuery().userId(user).singleResult();
        // The query is exact, and PostgreSQL refuses a NUL in a parameter; nobody has such a name or password.
        if (known == null || password.indexOf('\0') >= 0) {
            throw refused();
        }
        List<String> groups = groupsOf(user);
        RememberedLogins.Login login = new RememberedLogins.Login(user, password, known.getPassword(), groups);
        if (!remembered.isRemembered(login)) {
            if (!isRight(user, password)) {
                throw refused();
            }
            remembered.remember(login);
        }
        return new UsernamePasswordAuthenticationToken(user, null, authorities(groups));
    }

    private boolean isRight(String user, String password) {
        checks.acquireUninterruptibly();
        try {
            return identity.checkPassword(user, password);
        } finally {
            checks.release();
        }
    }

    private List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .sorted()
                .toList();
    }

    private static List<GrantedAuthority> authorities(List<String> groups) {
        Set<String> names = new LinkedHashSet<>();
        for (String group : groups) {
            names.add(WebappLogin.GROUP + group);
            if (group.equals(Groups.CAMUNDA_ADMIN)) {
                names.add(ADMINISTRATOR);
            }
            int dot = group.lastIndexOf('.');
            if (dot > 0) {
                names.add("ROLE_" + group.substring(dot + 1));
            }
        }
        List<GrantedAuthority> authorities = new ArrayList<>();
        names.forEach(name -> authorities.add(new SimpleGrantedAuthority(name)));
        return authorities;
    }

    /** The same for an unknown person and a wrong password. */
    private static BadCredentialsException refused() {
        return new BadCredentialsException("the login or the password is wrong");
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
