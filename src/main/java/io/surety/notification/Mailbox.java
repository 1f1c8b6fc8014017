package io.surety.notification;

import io.surety.party.PersonId;
import java.util.List;

/** What a person was told, and is about to be told. */
public interface Mailbox {

    /** Her messages in her language, newest first. */
    List<Letter> of(PersonId person, int atMost);
}
