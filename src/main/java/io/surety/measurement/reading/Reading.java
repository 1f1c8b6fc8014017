package io.surety.measurement.reading;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reading as it is stored.
 *
 * @param source number of its source
 * @param id identifies it among the readings of its source
 * @param hash the first 128 bits of SHA-256 over its canonical content
 * @param series number of its line of numbers; {@link #NO_SERIES} for a withdrawal
 * @param good how many were good, or 1 for a sample that was up
 * @param total how many there were, the amount of a volume, or the best score there is
 * @param value of a gauge, or a score
 */
record Reading(
        int source,
        String id,
        int revision,
        UUID hash,
        ReadingKind kind,
        int series,
        Instant at,
        @Nullable Long good,
        @Nullable Long total,
        @Nullable BigDecimal value) {

    static final int NO_SERIES = 0;

    static final int SECONDS_OF_HOUR = 3600;
    private static final int SECONDS_OF_MINUTE = 60;

    /** Which reading is meant, whatever it says. */
    record Key(int source, String id) {}

    Key key() {
        return new Key(source, id);
    }

    /** Hours since 1970 until the one in which it lies, whose minutes are marked together. */
    long hour() {
        return Math.floorDiv(at.getEpochSecond(), SECONDS_OF_HOUR);
    }

    /** Its minute of that hour, as the bit by which it is marked. */
    long minuteBit() {
        return 1L << Math.floorMod(at.getEpochSecond(), SECONDS_OF_HOUR) / SECONDS_OF_MINUTE;
    }

    boolean isWithdrawal() {
        return series == NO_SERIES;
    }

    /** As it is stored, unless it contradicts another content. */
    String standing() {
        return isWithdrawal() ? "w" : "c";
    }
}
