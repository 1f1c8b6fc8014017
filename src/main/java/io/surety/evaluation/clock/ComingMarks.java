package io.surety.evaluation.clock;

import io.surety.evaluation.ClockMark;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The marks of a clock that lie ahead of it and that it reaches if nothing but time passes. They are all that has to be
 * known to judge it again as long as no input changes.
 *
 * @param marks in the order of their instants
 */
public record ComingMarks(List<DueMark> marks) {

    public static final ComingMarks NONE = new ComingMarks(List.of());

    public ComingMarks {
        marks = List.copyOf(marks);
    }

    /**
     * Those of a clock as it was judged at {@code now}.
     *
     * @param nextEvent when something is known to happen to its item: from there on it is judged anew
     * @param reached what the clock had reached before; a breach that was withdrawn may come again
     */
    public static ComingMarks of(JudgedClock clock, Optional<Instant> nextEvent, Set<ClockMark> reached, Instant now) {
        return new ComingMarks(clock.marks().stream()
                .filter(m -> !m.at().isBefore(now))
                .filter(m -> nextEvent.map(m.at()::isBefore).orElse(true))
                .filter(m -> m.isBreach() || !reached.contains(m.mark()))
                .toList());
    }

    /** The next instant at which there is something to see. */
    public Optional<Instant> next() {
        return marks.stream().findFirst().map(DueMark::at);
    }

    /** What has been reached by an instant: strictly before it (domain, 3.1). */
    public List<DueMark> reachedBy(Instant now) {
        return marks.stream().filter(m -> m.at().isBefore(now)).toList();
    }

    /** What is still ahead of an instant. */
    public ComingMarks after(Instant now) {
        return new ComingMarks(marks.stream().filter(m -> !m.at().isBefore(now)).toList());
    }

    /** Such as {@code 3/4@1772442000000 breach@1772445600000}. */
    public String text() {
        return marks.stream()
                .map(m -> m.mark().text() + "@" + m.at().toEpochMilli())
                .collect(Collectors.joining(" "));
    }

    public static ComingMarks parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        return new ComingMarks(
                Arrays.stream(text.split(" ", -1)).map(ComingMarks::mark).toList());
    }

    private static DueMark mark(String text) {
        int at = text.indexOf('@');
        return new DueMark(
                ClockMark.parse(text.substring(0, at)), Instant.ofEpochMilli(Long.parseLong(text.substring(at + 1))));
    }
}
