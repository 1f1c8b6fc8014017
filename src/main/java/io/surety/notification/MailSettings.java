package io.surety.notification;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where mail goes.
 *
 * @param host of the SMTP server; without one, the mailbox page is where messages arrive
 * @param from the sender's address
 */
@ConfigurationProperties("surety.mail")
record MailSettings(
        @Nullable String host, @DefaultValue("25") int port, @DefaultValue("surety@localhost") String from) {}
