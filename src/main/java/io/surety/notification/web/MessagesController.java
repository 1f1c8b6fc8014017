package io.surety.notification.web;

import io.surety.notification.Letter;
import io.surety.notification.Mailbox;
import io.surety.party.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/messages")
@Tag(name = "Messages")
class MessagesController {

    private static final int AT_MOST = 200;

    private final Mailbox mailbox;

    MessagesController(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    record MessageView(
            String dedupeKey,
            String channel,
            String subject,
            String text,
            String link,
            String state,
            Instant createdAt,
            @Nullable Instant deliveredAt) {}

    @GetMapping
    @Operation(summary = "What I was told, newest first, at most 200")
    List<MessageView> mine(Caller caller) {
        return mailbox.of(caller.person(), AT_MOST).stream()
                .map(MessagesController::view)
                .toList();
    }

    private static MessageView view(Letter letter) {
        return new MessageView(
                letter.dedupeKey(),
                letter.channel().name(),
                letter.subject(),
                letter.body(),
                letter.link(),
                letter.state().name(),
                letter.createdAt(),
                letter.deliveredAt().orElse(null));
    }
}
