package io.surety.security;

import java.util.ArrayList;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A machine that showed a source token. It is no person: its name is {@code source:<id>}, its authorities are {@code
 * SOURCE_<id>} and one {@code SCOPE_…} for each scope.
 */
final class SourceLogin extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final String source;

    SourceLogin(SourceToken token) {
        super(authorities(token));
        this.source = token.source();
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(SourceToken token) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        authorities.add(new SimpleGrantedAuthority("SOURCE_" + token.source()));
        token.scopes().forEach(scope -> authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope)));
        return authorities;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Object getPrincipal() {
        return "source:" + source;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SourceLogin login && super.equals(login) && source.equals(login.source);
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + source.hashCode();
    }
}
