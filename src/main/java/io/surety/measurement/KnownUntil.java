package io.surety.measurement;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Until when a source is known.
 *
 * @param declared what it said of itself, which holds whatever else is known
 * @param pulled until when all has been pulled that somebody needs; empty if nothing of it is pulled
 * @param spoken the latest instant that it spoke of unasked
 */
record KnownUntil(Optional<Instant> declared, Optional<Instant> pulled, Optional<Instant> spoken) {

    /** Of the source as a whole; empty if it has never spoken. */
    Optional<Instant> instant() {
        return declared.or(() -> pulled).or(() -> spoken);
    }

    /** Of its lines that are not pulled. */
    Optional<Instant> unasked() {
        return declared.or(() -> spoken);
    }

    /** The instants of the source and of its lines that another knowledge did not have. */
    Set<Instant> movedSince(KnownUntil before) {
        Set<Instant> moved = new LinkedHashSet<>();
        instant().filter(now -> !before.instant().equals(Optional.of(now))).ifPresent(moved::add);
        unasked().filter(now -> !before.unasked().equals(Optional.of(now))).ifPresent(moved::add);
        return moved;
    }

    /**
     * What follows once more records count, and none less.
     *
     * @param counting of any kind but {@code watermark}
     */
    KnownUntil after(Collection<RecordRow> counting) {
        return declared.isPresent()
                ? this
                : new KnownUntil(
                        declared,
                        pulled,
                        Stream.concat(spoken.stream(), counting.stream().flatMap(KnownUntil::spokenOf))
                                .max(Comparator.naturalOrder()));
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
