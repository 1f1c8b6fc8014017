package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.calendar.ServiceCalendar;

/** The compiled calendars of documents, kept for as long as they are used. */
public interface ServiceCalendars {

    /**
     * @param id of a calendar of the document
     * @throws IllegalArgumentException if the document has no such calendar; lint has made sure that it has
     */
    ServiceCalendar of(AgreementDocument document, String id);
}
