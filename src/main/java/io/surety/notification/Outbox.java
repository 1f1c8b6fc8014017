package io.surety.notification;

/** Where messages wait until they are delivered, at least once. */
public interface Outbox {

    /**
     * Adds a message in the caller's transaction; does nothing if its dedupe key is there already.
     *
     * @throws IllegalArgumentException if no bundle has the texts of its template
     */
    void add(Notice notice);

    /**
     * Withdraws all messages not yet sent whose dedupe key starts with {@code prefix}; one that is just being sent may
     * still arrive.
     *
     * @return how many were withdrawn
     */
    int withdraw(String prefix);
}
