package io.surety.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Remembers for five minutes that a password was right, because to check one costs 25 to 56 ms on purpose.
 *
 * <p>What is remembered is an HMAC, under a key of this run, over user, password, the stored hash of the password, and
 * groups. Whatever of these changes, on whatever node, the next check is a full one; nobody needs to be told. The
 * password itself is not kept.
 */
@Component
class RememberedLogins {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 10_000;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final LongSupplier nanoTime;
    private final Map<String, Long> until = new ConcurrentHashMap<>();

    RememberedLogins() {
        this(System::nanoTime);
    }

    RememberedLogins(LongSupplier nanoTime) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
        this.nanoTime = nanoTime;
    }

    boolean isRemembered(Login login) {
        Long end = until.get(digest(login));
        return end != null && end - nanoTime.getAsLong() > 0;
    }

    void remember(Login login) {
        long now = nanoTime.getAsLong();
        if (until.size() >= MOST) {
            until.values().removeIf(end -> end - now <= 0);
        }
        if (until.size() < MOST) {
            until.put(digest(login), now + KEPT.toNanos());
        }
    }

    private String digest(Login login) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (String part : login.parts()) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // The length first: "ab" + "c" must not be "a" + "bc".
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return new String(mac.doFinal(), StandardCharsets.ISO_8859_1);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /**
     * A try to log in, with what it was held against.
     *
     * @param storedHash of the person's password, as the database has it
     * @param groups sorted
     */
    record Login(String user, String password, String storedHash, List<String> groups) {

        List<String> parts() {
            return List.of(user, password, storedHash, String.join(",", groups));
        }

        @Override
        public String toString() {
            return "login of " + user;
        }
    }
}
