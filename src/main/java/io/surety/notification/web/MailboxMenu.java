package io.surety.notification.web;

import io.surety.web.HomeEntry;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The mailbox in the menu, where there is one. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "surety.mailbox.enabled", matchIfMissing = true)
class MailboxMenu {

    @Bean
    HomeEntry mailboxEntry() {
        return new HomeEntry(40, "notification.entry", "/mailbox", List.of());
    }
}
