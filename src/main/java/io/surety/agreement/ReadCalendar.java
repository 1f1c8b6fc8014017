package io.surety.agreement;

import io.surety.shared.Refusal;

/** Reads a document of the kind {@code Calendar} from YAML or JSON text. */
public interface ReadCalendar {

    /**
     * Checks the schema, writes defaults out, freezes the holidays of the validity and two years more, and lints.
     *
     * @param text UTF-8, at most 1 MB
     * @throws Refusal {@code document-too-large}, {@code document-malformed} or {@code document-invalid} with
     *     diagnostics
     */
    CalendarDocument read(byte[] text, DocumentFormat format);

    /** A content that was accepted before, from its normalised text; checks nothing again. */
    CalendarDocument typed(String normalised);
}
