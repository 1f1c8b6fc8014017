package io.surety.agreement;

import io.surety.party.PersonId;
import java.time.Instant;

/**
 * One version of a calendar that agreements refer to.
 *
 * @param number from 1 on; where the validities of two versions overlap, the higher one holds
 */
public record SharedCalendar(int number, CalendarDocument document, PersonId createdBy, Instant createdAt) {

    public String name() {
        return document.name();
    }
}
