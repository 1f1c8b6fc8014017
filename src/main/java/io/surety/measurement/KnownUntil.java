package io.surety.measurement;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Until when a source is known.
 *
 * @param instant empty if it has never spoken
 * @param said whether it is what the source declared, or was pulled until; else it is what it spoke of last
 */
record KnownUntil(Optional<Instant> instant, boolean said) {

    /**
     * What follows once more records count, and none less.
     *
     * @param counting of any kind but {@code watermark}
     */
    KnownUntil after(Collection<RecordRow> counting) {
        return said
                ? this
                : new KnownUntil(
                        Stream.concat(instant.stream(), counting.stream().flatMap(KnownUntil::spokenOf))
                                .max(Comparator.naturalOrder()),
                        false);
    }

    /** What is announced has not happened yet. */
    private static Stream<Instant> spokenOf(RecordRow row) {
        Kind kind = row.measurement().content().kind();
        return kind == Kind.WORK_ITEM || kind == Kind.OUTAGE
                ? Stream.of(Optional.ofNullable(row.startsAt()), Optional.ofNullable(row.endsAt()))
                        .flatMap(Optional::stream)
                : Stream.empty();
    }
}
