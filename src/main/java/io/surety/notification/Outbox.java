package io.surety.notification;

/** Where messages wait until they are delivered, at least once. */
public interface Outbox {

    /** Adds a message in the caller's transaction; does nothing if its dedupe key is there already. */
    void add(Notice notice);

    /** Withdraws all messages not yet sent whose dedupe key starts with {@code prefix}. */
    int withdraw(String prefix);
}
