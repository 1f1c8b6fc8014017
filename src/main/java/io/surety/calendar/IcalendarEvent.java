package io.surety.calendar;

import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One event of a file, from its properties by name; each use of them may be refused. */
final class IcalendarEvent {

    private static final Pattern DURATION = Pattern.compile(
            "\\+?P(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})S)?)?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
    private static final Duration LONGEST = Duration.ofDays(366);

    /**
     * @param tzid its parameter TZID
     * @param type its parameter VALUE
     * @param range its parameter RANGE
     */
    record Property(String value, @Nullable String tzid, @Nullable String type, @Nullable String range) {}

    private final Map<String, List<Property>> properties;
    private final ZoneId floating;

    IcalendarEvent(Map<String, List<Property>> properties, ZoneId floating) {
        this.properties = properties;
        this.floating = floating;
    }

    String uid() {
        return text("UID")
                .filter(uid -> !uid.isBlank())
                .orElseThrow(() -> new IcalendarRefusal("missing", "an event has a UID"));
    }

    Optional<String> uidIfAny() {
        return all("UID").stream().map(Property::value).findFirst();
    }

    /** Its revision, 0 if it does not say. */
    int sequence() {
        return text("SEQUENCE")
                .filter(n -> NUMBER.matcher(n).matches())
                .map(Integer::parseInt)
                .orElse(0);
    }

    /** A cancelled event may do without. */
    Optional<IcalendarMoment> start() {
        return one("DTSTART").map(this::moment);
    }

    boolean isCancelled() {
        return text("STATUS").filter("CANCELLED"::equalsIgnoreCase).isPresent();
    }

    /** Which occurrence of the other events of its UID it stands for. */
    Optional<IcalendarMoment> replaces() {
        Optional<Property> which = one("RECURRENCE-ID");
        if (which.filter(property -> property.range() != null).isPresent()) {
            throw new IcalendarRefusal("range-not-supported", "a change of all later occurrences, too, is not read");
        }
        return which.map(this::moment);
    }

    /**
     * Its occurrences that touch the dates {@code [from, to)}.
     *
     * @param replaced starts for which other events stand
     * @param series the start of the event for one of whose occurrences it may stand
     */
    List<IcalendarOccurrence> occurrences(
            LocalDate from,
            LocalDate to,
            List<IcalendarMoment> replaced,
            Optional<IcalendarMoment> series,
            IcalendarBudget budget) {
        IcalendarMoment start = start().orElseThrow(() -> new IcalendarRefusal("missing", "an event has a DTSTART"));
        Length length = length(start);
        Instant first = from.atStartOfDay(start.zone()).toInstant();
        LocalDateTime earliest = from.minusDays(LONGEST.toDays()).atStartOfDay();
        List<IcalendarOccurrence> found = new ArrayList<>();
        for (LocalDateTime local :
                starts(start, to.atStartOfDay(), replaced, budget).tailSet(earliest)) {
            IcalendarMoment at = new IcalendarMoment(local, start.zone(), start.wholeDay());
            Instant end = length.endOf(at);
            // A date that its zone skips has no length.
            if (local.isBefore(to.atStartOfDay()) && end.isAfter(first) && end.isAfter(at.instant())) {
                found.add(occurrence(at, length, series));
            }
        }
        return found;
    }

    private TreeSet<LocalDateTime> starts(
            IcalendarMoment start, LocalDateTime end, List<IcalendarMoment> replaced, IcalendarBudget budget) {
        if (properties.containsKey("EXRULE")) {
            throw new IcalendarRefusal("rule-not-supported", "EXRULE is no longer part of iCalendar");
        }
        TreeSet<LocalDateTime> starts = new TreeSet<>(List.of(start.local()));
        for (Property rule : all("RRULE")) {
            starts.addAll(new IcalendarRule(rule.value(), start.zone()).starts(start, end, budget));
        }
        moments("RDATE").forEach(more -> starts.add(more.in(start)));
        // A date takes all of its starts away, also where the event has times.
        Set<LocalDate> dates = new HashSet<>();
        Stream.concat(moments("EXDATE").stream(), replaced.stream()).forEach(less -> {
            starts.remove(less.in(start));
            if (less.wholeDay()) {
                dates.add(less.local().toLocalDate());
            }
        });
        starts.removeIf(local -> dates.contains(local.toLocalDate()));
        return starts;
    }

    private IcalendarOccurrence occurrence(IcalendarMoment at, Length length, Optional<IcalendarMoment> series) {
        LocalDate date = at.local().toLocalDate();
        List<LocalDate> dates =
                at.wholeDay() ? date.datesUntil(date.plusDays(length.days())).toList() : List.of();
        // as the series writes it, whatever zone the event that stands for it is written in
        String key = replaces()
                .map(moment -> series.map(moment::as).orElse(moment))
                .orElse(at)
                .text();
        return new IcalendarOccurrence(
                uid(),
                key,
                sequence(),
                unescaped(text("SUMMARY").orElse("")),
                dates,
                new Interval(at.instant(), length.endOf(at)));
    }

    /**
     * RFC 5545, 3.8.5.3: an end means the same exact length for all occurrences, a duration the same nominal one.
     *
     * @param days local ones
     * @param exact on the instant line, after the days
     */
    private record Length(long days, Duration exact) {

        Instant endOf(IcalendarMoment start) {
            return start.local().plusDays(days).atZone(start.zone()).toInstant().plus(exact);
        }
    }

    private Length length(IcalendarMoment start) {
        Optional<IcalendarMoment> end = one("DTEND").map(this::moment);
        if (end.isPresent() && !all("DURATION").isEmpty()) {
            throw new IcalendarRefusal("exactly-one", "an event has an end or a duration");
        }
        if (end.filter(e -> e.wholeDay() != start.wholeDay()).isPresent()) {
            throw new IcalendarRefusal("wrong-form", "start and end are both dates or both times");
        }
        Length length;
        if (start.wholeDay()) {
            long days = end.map(e -> ChronoUnit.DAYS.between(start.local(), e.local()))
                    .or(() -> duration().map(IcalendarEvent::wholeDays))
                    .orElse(1L);
            length = new Length(days, Duration.ZERO);
        } else if (end.isPresent()) {
            length = new Length(0, Duration.between(start.instant(), end.get().instant()));
        } else {
            length = duration()
                    .map(parts -> new Length(parts[0], Duration.ofSeconds(parts[1])))
                    .orElse(new Length(0, Duration.ZERO));
        }
        Duration first = Duration.between(start.instant(), length.endOf(start));
        if (first.isNegative() || first.isZero() || first.compareTo(LONGEST) > 0) {
            throw new IcalendarRefusal("wrong-length", "an event lasts longer than no time and at most 366 days");
        }
        return length;
    }

    private static long wholeDays(long[] parts) {
        if (parts[1] != 0) {
            throw new IcalendarRefusal("wrong-form", "an event of whole days lasts for days");
        }
        return parts[0];
    }

    /** Days and seconds. */
    private Optional<long[]> duration() {
        return text("DURATION").map(text -> {
            Matcher parts = DURATION.matcher(text);
            if (!parts.matches()) {
                throw new IcalendarRefusal("wrong-form", text + " is no duration");
            }
            return new long[] {
                7 * number(parts.group(1)) + number(parts.group(2)),
                3600 * number(parts.group(3)) + 60 * number(parts.group(4)) + number(parts.group(5))
            };
        });
    }

    private static long number(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    private List<IcalendarMoment> moments(String name) {
        List<IcalendarMoment> moments = new ArrayList<>();
        for (Property property : all(name)) {
            for (String value : property.value().split(",", -1)) {
                moments.add(moment(new Property(value, property.tzid(), property.type(), null)));
            }
        }
        return moments;
    }

    private IcalendarMoment moment(Property property) {
        if ("PERIOD".equalsIgnoreCase(property.type())) {
            throw new IcalendarRefusal("wrong-form", "dates that are periods are not read");
        }
        return IcalendarMoment.of(property.value(), property.tzid(), floating);
    }

    private Optional<String> text(String name) {
        return one(name).map(Property::value);
    }

    private Optional<Property> one(String name) {
        List<Property> found = all(name);
        if (found.size() > 1) {
            throw new IcalendarRefusal("duplicate", name + " is there twice");
        }
        return found.stream().findFirst();
    }

    private List<Property> all(String name) {
        return properties.getOrDefault(name, List.of());
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip();
    }
}
