package io.surety.calendar;

import io.surety.calendar.IcalendarEvent.Property;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.data.UnfoldingReader;

/**
 * Reads iCalendar files (RFC 5545): events with their recurrences, expanded to local dates and times first and then
 * placed by the rule of all calendars here. What a file may cost is bounded, whatever it says.
 */
public final class ReadIcalendar {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_OCCURRENCES = 5_000;
    private static final int MOST_STEPS = 100_000;
    private static final int MOST_YEARS = 35;

    private ReadIcalendar() {}

    /**
     * What happens on the dates {@code [from, to)}.
     *
     * @param to at most 35 years after {@code from}
     * @param floating the zone of what names none
     * @throws Refusal {@code icalendar-malformed} if it is no such file, {@code icalendar-too-large} if it says too much
     */
    public static IcalendarContents read(byte[] file, LocalDate from, LocalDate to, ZoneId floating) {
        if (to.isAfter(from.plusYears(MOST_YEARS))) {
            throw new IllegalArgumentException(
                    "an import covers at most " + MOST_YEARS + " years: " + from + ".." + to);
        }
        List<IcalendarEvent> events = events(text(file), floating);
        List<Diagnostic> refused = new ArrayList<>();
        Map<String, List<IcalendarMoment>> replaced = new HashMap<>();
        Map<String, IcalendarMoment> series = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            IcalendarEvent event = events.get(i);
            guarded(i, refused, () -> event.replaces()
                    .ifPresentOrElse(
                            moment -> replaced.computeIfAbsent(event.uid(), uid -> new ArrayList<>())
                                    .add(moment),
                            () -> event.start().ifPresent(start -> series.putIfAbsent(event.uid(), start))));
        }
        List<IcalendarOccurrence> found = new ArrayList<>();
        IcalendarBudget budget = new IcalendarBudget(MOST_STEPS);
        for (int i = 0; i < events.size(); i++) {
            IcalendarEvent event = events.get(i);
            guarded(i, refused, () -> {
                if (!event.isCancelled()) {
                    boolean stands = event.replaces().isPresent();
                    found.addAll(event.occurrences(
                            from,
                            to,
                            stands ? List.of() : replaced.getOrDefault(event.uid(), List.of()),
                            Optional.ofNullable(series.get(event.uid())),
                            budget));
                }
            });
            if (found.size() > MOST_OCCURRENCES) {
                throw tooLarge("more than " + MOST_OCCURRENCES + " occurrences");
            }
        }
        found.sort(Comparator.comparing(IcalendarOccurrence::span).thenComparing(IcalendarOccurrence::uid));
        return new IcalendarContents(
                found, whole(events, refused), refused.stream().distinct().toList());
    }

    private static Map<String, Integer> whole(List<IcalendarEvent> events, List<Diagnostic> refused) {
        Set<String> places = refused.stream().map(Diagnostic::path).collect(Collectors.toSet());
        Map<String, Integer> whole = new HashMap<>();
        Set<String> broken = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            IcalendarEvent event = events.get(i);
            if (places.contains(place(i))) {
                event.uidIfAny().ifPresent(broken::add);
            } else {
                whole.merge(event.uid(), event.sequence(), Math::max);
            }
        }
        whole.keySet().removeAll(broken);
        return whole;
    }

    private static String place(int event) {
        return "/events/" + event;
    }

    private static void guarded(int event, List<Diagnostic> refused, Runnable reading) {
        try {
            reading.run();
        } catch (IcalendarRefusal e) {
            refused.add(new Diagnostic(place(event), e.code(), e.reason()));
        }
    }

    private static String text(byte[] file) {
        if (file.length > MOST_BYTES) {
            throw tooLarge("more than " + MOST_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(file))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("it is not UTF-8");
        }
    }

    private static List<IcalendarEvent> events(String text, ZoneId floating) {
        IcalendarHandler handler = new IcalendarHandler();
        try (UnfoldingReader lines = new UnfoldingReader(new StringReader(text), true)) {
            new CalendarParserImpl().parse(lines, handler);
        } catch (IOException | ParserException | IllegalArgumentException e) {
            // The parser wraps whatever its handler throws.
            throw e.getCause() instanceof Refusal refusal ? refusal : malformed(String.valueOf(e.getMessage()));
        }
        List<Map<String, List<Property>>> read = handler.events();
        return read.stream()
                .map(properties -> new IcalendarEvent(properties, floating))
                .toList();
    }

    static Refusal tooLarge(String what) {
        return new Refusal(Refusal.Kind.TOO_LARGE, "icalendar-too-large", "the file has " + what);
    }

    static Refusal malformed(String why) {
        return new Refusal(Refusal.Kind.MALFORMED, "icalendar-malformed", "the file is no iCalendar: " + why);
    }
}
