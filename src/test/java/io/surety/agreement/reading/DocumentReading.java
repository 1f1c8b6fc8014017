package io.surety.agreement.reading;

import io.surety.agreement.ReadCalendar;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.ReferredCalendars;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** For tests of every room: a reader without Spring, and an agreement that uses nearly all of the format. */
public final class DocumentReading {

    private DocumentReading() {}

    public static ReadDocument reader() {
        return Readers.reader();
    }

    /** @param calendars that documents may refer to */
    public static ReadDocument reader(ReferredCalendars calendars) {
        return new DocumentReader(new CheckedTree(new DocumentSchema()), calendars);
    }

    public static ReadCalendar calendars() {
        return new CalendarReader(new CheckedTree(new DocumentSchema()));
    }

    public static ReadTemplate templates() {
        var trees = new CheckedTree(new DocumentSchema());
        return new TemplateReader(new DocumentReader(trees, (name, parties) -> List.of()), trees);
    }

    /** {@code agreements/it-support.yaml} of the tests: the text of an accepted agreement. */
    public static String itSupport() {
        return new String(Readers.itSupport(), StandardCharsets.UTF_8);
    }
}
