package io.surety.notification;

import io.surety.notification.Carrier.NotDelivered.Reach;
import io.surety.notification.Notice.Channel;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Which way a message takes. */
@Component
@EnableConfigurationProperties({MailSettings.class, WebhookSettings.class})
class Carriers {

    private static final Logger log = LoggerFactory.getLogger(Carriers.class);

    private static final Carrier NONE = (message, text, to) -> {
        throw new Carrier.NotDelivered(Reach.CARRIER, "no mail server is configured: set surety.mail.host");
    };

    private final Carrier mail;
    private final Map<String, Carrier> webhooks;
    private final boolean mailbox;
    private final Parties parties;

    /** @param mailbox whether messages that no server takes are to be read on the mailbox page */
    Carriers(
            MailSettings mail,
            WebhookSettings webhooks,
            @Value("${surety.mailbox.enabled:true}") boolean mailbox,
            MessageTexts texts,
            Parties parties) {
        this.mailbox = mailbox;
        this.parties = parties;
        this.mail = mailCarrier(mail, mailbox);
        this.webhooks = webhooks.webhooks().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> new WebhookCarrier(e.getValue(), texts)));
    }

    private static Carrier mailCarrier(MailSettings settings, boolean mailbox) {
        if (settings.host() != null && !settings.host().isBlank()) {
            return new SmtpCarrier(settings);
        }
        if (!mailbox) {
            log.warn("no mail server is configured: messages wait until surety.mail.host is set");
        }
        return mailbox ? new MailboxCarrier() : NONE;
    }

    /**
     * A webhook message of an organisation that has none stays in the mailbox, and where there is no mailbox goes by
     * mail: told twice is better than not told.
     */
    Carrier of(Channel channel, Person to) {
        if (channel == Channel.MAIL) {
            return mail;
        }
        return webhookOf(to.organisation()).orElseGet(() -> mailbox ? new MailboxCarrier() : mail);
    }

    private Optional<Carrier> webhookOf(OrganisationId organisation) {
        Set<OrganisationId> passed = new HashSet<>();
        Optional<OrganisationId> level = Optional.of(organisation);
        while (level.isPresent() && passed.add(level.get())) {
            Carrier webhook = webhooks.get(level.get().value());
            if (webhook != null) {
                return Optional.of(webhook);
            }
            level = parties.organisation(level.get()).flatMap(Carriers::parent);
        }
        return Optional.empty();
    }

    private static Optional<OrganisationId> parent(Organisation organisation) {
        return Optional.ofNullable(organisation.parent());
    }
}
