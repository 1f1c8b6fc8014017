package io.surety.measurement.reading;

/** What a line of numbers is made of; each kind has partitions of its own. */
public enum ReadingKind {
    SAMPLE(1),
    COUNTER(2),
    GAUGE(3),
    VOLUME(4),
    SATISFACTION(5);

    private final short number;

    ReadingKind(int number) {
        this.number = (short) number;
    }

    /** Under which the kind is stored. */
    public short number() {
        return number;
    }

    public static ReadingKind of(int number) {
        return values()[number - 1];
    }

    /** Whether its readings are single values, of which percentiles and shares within a limit make sense. */
    public boolean hasValues() {
        return this == GAUGE || this == SATISFACTION;
    }
}
