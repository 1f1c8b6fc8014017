package io.surety.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The login {@code prometheus}, which reads the metrics and nothing else. There is none if it has no password. */
class MetricsLogin implements AuthenticationProvider {

    static final String AUTHORITY = "SCOPE_metrics:read";
    private static final String NAME = "prometheus";

    private final byte[] password;

    MetricsLogin(String password) {
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    /** Null hands a login over to the next provider. */
    @Override
    public @Nullable Authentication authenticate(Authentication login) {
        if (password.length == 0 || !NAME.equals(login.getName()) || login.getCredentials() == null) {
            return null;
        }
        byte[] given = login.getCredentials().toString().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, password)
                ? new UsernamePasswordAuthenticationToken(NAME, null, List.of(new SimpleGrantedAuthority(AUTHORITY)))
                : null;
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
