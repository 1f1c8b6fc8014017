package io.surety.measurement;

/** What became of a measurement that was delivered. */
public enum Outcome {
    /** Its id is new, or its revision is lower than one that is already known: kept, but outdone. */
    TAKEN,
    /** The same revision with the same content is known: nothing changed. */
    REPEATED,
    /** A higher revision than the one that counted; also a withdrawal. */
    CORRECTED,
    /** The same revision as the highest one, with other content: none of them counts until a higher one comes. */
    CONFLICTING,
    /** It speaks of a time whose readings are no longer kept, so that nobody could tell it from a repetition: refused. */
    TOO_LATE
}
