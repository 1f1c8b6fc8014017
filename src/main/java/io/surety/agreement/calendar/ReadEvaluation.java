package io.surety.agreement.calendar;

import io.surety.shared.Refusal;

/** Reads the body of an evaluation. */
public interface ReadEvaluation {

    /** The most operations of one request. */
    int MOST_OPERATIONS = 10_000;

    /**
     * Reads {@code {"calendar": {…} | "name", "operations": […]}}; the calendar is one of a document, or a document of
     * the kind Calendar.
     *
     * @param json UTF-8, at most 1 MB
     * @throws Refusal with diagnostics below {@code /calendar} and {@code /operations}
     */
    Evaluation read(byte[] json);
}
