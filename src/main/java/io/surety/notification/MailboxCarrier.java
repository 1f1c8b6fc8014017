package io.surety.notification;

import io.surety.party.Person;

/** Where no server is configured the page {@code /mailbox} is the delivery: what is in the outbox is to be read there. */
class MailboxCarrier implements Carrier {

    @Override
    public String deliver(StoredMessage message, MessageTexts.Text text, Person to) {
        return "mailbox";
    }
}
