package io.surety.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.security.RememberedLogins.Login;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RememberedLoginsTest {

    private static final Login ANNA = new Login("anna", "password", "hash", List.of("acme.operator"));

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final RememberedLogins logins = new RememberedLogins(nanos::get);

    @Test
    void knowsNobodyAtFirst() {
        assertThat(logins.isRemembered(ANNA)).isFalse();
    }

    @Test
    void remembersForFiveMinutesAndNotLonger() {
        logins.remember(ANNA);

        nanos.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(logins.isRemembered(ANNA)).isTrue();

        nanos.addAndGet(1);
        assertThat(logins.isRemembered(ANNA)).isFalse();
    }

    @Test
    void forgetsWhateverChanges() {
        logins.remember(ANNA);

        assertThat(logins.isRemembered(new Login("anna", "other", "hash", ANNA.groups())))
                .isFalse();
        assertThat(logins.isRemembered(new Login("anna", "password", "new hash", ANNA.groups())))
                .isFalse();
        assertThat(logins.isRemembered(new Login("anna", "password", "hash", List.of())))
                .isFalse();
        assertThat(logins.isRemembered(new Login("bert", "password", "hash", ANNA.groups())))
                .isFalse();
    }

    @Test
    void doesNotTakeOnePartForTheNext() {
        logins.remember(new Login("anna", "bc", "hash", List.of()));

        assertThat(logins.isRemembered(new Login("annab", "c", "hash", List.of())))
                .isFalse();
    }
}
