package io.surety.notification;

import io.surety.party.Person;

/** A way out of the house. */
interface Carrier {

    /**
     * Hands a message over; comes back when it was taken.
     *
     * @return where it was handed to, for the record
     */
    String deliver(StoredMessage message, MessageTexts.Text text, Person to) throws NotDelivered;

    /** Why it was not taken, and what that means for others. */
    final class NotDelivered extends Exception {

        /** How far the hindrance reaches. */
        enum Reach {
            /** This message, for ever: nobody would take it later either. */
            MESSAGE_FOR_EVER,
            /** This message, for now. */
            MESSAGE,
            /** All messages of this carrier, for now: the other side does not answer. */
            CARRIER
        }

        private final Reach reach;

        NotDelivered(Reach reach, String message) {
            super(message);
            this.reach = reach;
        }

        NotDelivered(Reach reach, Exception cause) {
            super(String.valueOf(cause.getMessage()), cause);
            this.reach = reach;
        }

        Reach reach() {
            return reach;
        }
    }
}
