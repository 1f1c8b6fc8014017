package io.surety.notification;

import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class StoredOutbox implements Outbox, Mailbox {

    private final Messages messages;
    private final MessageTexts texts;
    private final Parties parties;
    private final TimeSource time;

    StoredOutbox(Messages messages, MessageTexts texts, Parties parties, TimeSource time) {
        this.messages = messages;
        this.texts = texts;
        this.parties = parties;
        this.time = time;
    }

    @Override
    @Transactional
    public void add(Notice notice) {
        if (!texts.has(notice.template())) {
            // found by the first test of whoever adds it, and not by a receiver who is told nothing
            throw new IllegalArgumentException("no bundle in messages/ has the texts of " + notice.template());
        }
        messages.add(notice, time.now());
    }

    @Override
    @Transactional
    public int withdraw(String prefix) {
        return messages.withdraw(prefix);
    }

    @Override
    public List<Letter> of(PersonId person, int atMost) {
        return parties.person(person)
                .map(reader -> messages.to(person, atMost).stream()
                        .map(message -> letter(message, texts.write(message, reader)))
                        .toList())
                .orElse(List.of());
    }

    private static Letter letter(StoredMessage message, MessageTexts.Text text) {
        return new Letter(
                message.dedupeKey(),
                message.channel(),
                text.subject(),
                text.body(),
                message.link(),
                message.state(),
                message.createdAt(),
                message.deliveredAt());
    }
}
