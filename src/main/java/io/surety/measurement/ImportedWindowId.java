package io.surety.measurement;

import io.surety.calendar.IcalendarOccurrence;
import io.surety.shared.ContentHash;

/** The ids of windows that come out of iCalendar files: the event's UID, hashed because it may be any text, and the occurrence. */
final class ImportedWindowId {

    private static final int HASH_DIGITS = 24;
    private static final String FROM_A_FILE = "ics-";

    private ImportedWindowId() {}

    static String of(IcalendarOccurrence occurrence) {
        return ofEvent(occurrence.uid()) + "-" + occurrence.key();
    }

    /** With which the ids of all windows of an event begin. */
    static String ofEvent(String uid) {
        return FROM_A_FILE + ContentHash.of(uid).hex().substring(0, HASH_DIGITS);
    }

    static boolean isOne(String id) {
        return id.startsWith(FROM_A_FILE) && id.length() > FROM_A_FILE.length() + HASH_DIGITS;
    }

    /** That part of the id of a window which says of what event it is. */
    static String event(String id) {
        return id.substring(0, FROM_A_FILE.length() + HASH_DIGITS);
    }
}
