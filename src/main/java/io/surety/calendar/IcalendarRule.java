package io.surety.calendar;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.fortuna.ical4j.model.DateTime;
import net.fortuna.ical4j.model.Recur;
import net.fortuna.ical4j.model.parameter.Value;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule, expanded to local dates and times by ical4j. The library sees them as if they were UTC, so that no
 * zone of its own and no change of clocks has a say; COUNT and UNTIL are held here, because UNTIL is an instant.
 */
final class IcalendarRule {

    private static final Set<String> FREQUENCIES = Set.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY");
    private static final Set<String> PARTS = Set.of(
            "FREQ",
            "INTERVAL",
            "COUNT",
            "UNTIL",
            "BYDAY",
            "BYMONTH",
            "BYMONTHDAY",
            "BYYEARDAY",
            "BYWEEKNO",
            "BYSETPOS",
            "WKST");
    private static final Pattern SMALL = Pattern.compile("[1-9][0-9]{0,5}");

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final @Nullable IcalendarMoment until;

    /**
     * @param zone of the event, in which UNTIL is where it names none
     * @throws IcalendarRefusal if it is no rule, or one that occurs several times a day
     */
    IcalendarRule(String text, ZoneId zone) {
        for (String part : text.toUpperCase(Locale.ROOT).split(";", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (!PARTS.contains(name) || equals < 0 || parts.put(name, part.substring(equals + 1)) != null) {
                throw new IcalendarRefusal("rule-not-supported", "a rule has no part " + name + " here, or only one");
            }
        }
        if (!FREQUENCIES.contains(parts.getOrDefault("FREQ", ""))) {
            throw new IcalendarRefusal("rule-not-supported", "a rule is daily, weekly, monthly or yearly");
        }
        for (String number : List.of("INTERVAL", "COUNT")) {
            if (!SMALL.matcher(parts.getOrDefault(number, "1")).matches()) {
                throw new IcalendarRefusal("wrong-form", number + " is a positive number");
            }
        }
        String last = parts.get("UNTIL");
        until = last == null ? null : IcalendarMoment.of(last, null, zone);
    }

    /**
     * The local starts, the event's own included, that are not after {@code end}.
     *
     * @throws io.surety.shared.Refusal if there are more than the budget has left
     */
    List<LocalDateTime> starts(IcalendarMoment start, LocalDateTime end, IcalendarBudget budget) {
        TreeSet<LocalDateTime> starts = new TreeSet<>();
        starts.add(start.local());
        for (Object found : expand(utc(start.local()), utc(lastOf(start, end)), budget)) {
            starts.add(LocalDateTime.ofInstant(((java.util.Date) found).toInstant(), ZoneOffset.UTC));
        }
        long count = Long.parseLong(parts.getOrDefault("COUNT", String.valueOf(Integer.MAX_VALUE)));
        return starts.stream()
                .limit(count)
                .filter(local -> isNotAfterUntil(new IcalendarMoment(local, start.zone(), start.wholeDay())))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private List<?> expand(DateTime from, DateTime to, IcalendarBudget budget) {
        String rule = parts.entrySet().stream()
                .filter(part -> !Set.of("COUNT", "UNTIL").contains(part.getKey()))
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(";"));
        try {
            List<?> found = new Recur(rule).getDates(from, from, to, Value.DATE_TIME, budget.ofNextRule() + 1);
            budget.take(found.size());
            return found;
        } catch (ParseException | IllegalArgumentException e) {
            throw new IcalendarRefusal("wrong-form", "it is no rule: " + rule);
        }
    }

    /** A day more than UNTIL, whose zone may be another. */
    private LocalDateTime lastOf(IcalendarMoment start, LocalDateTime end) {
        if (until == null) {
            return end;
        }
        LocalDateTime last = until.in(start).plusDays(1);
        return last.isBefore(end) ? last : end;
    }

    private boolean isNotAfterUntil(IcalendarMoment occurrence) {
        if (until == null) {
            return true;
        }
        return until.wholeDay() || occurrence.wholeDay()
                ? !occurrence.local().toLocalDate().isAfter(until.in(occurrence).toLocalDate())
                : !occurrence.instant().isAfter(until.instant());
    }

    private static DateTime utc(LocalDateTime local) {
        Instant asIf = local.toInstant(ZoneOffset.UTC);
        DateTime time = new DateTime(true);
        time.setTime(asIf.toEpochMilli());
        return time;
    }
}
