package io.surety.calendar;

import io.surety.calendar.IcalendarEvent.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.fortuna.ical4j.data.ContentHandler;
import org.jspecify.annotations.Nullable;

/** Keeps the properties of events, and nothing else that a file holds: no alarms, no rules of zones. */
final class IcalendarHandler implements ContentHandler {

    private static final int MOST_EVENTS = 5_000;
    private static final int MOST_PROPERTIES = 200;
    private static final int MOST_DEPTH = 4;
    private static final String EVENT = "VEVENT";

    private final List<Map<String, List<Property>>> events = new ArrayList<>();
    private int depth;
    private int properties;
    private @Nullable Map<String, List<Property>> event;
    private String name = "";
    private String value = "";
    private @Nullable String tzid;
    private @Nullable String type;
    private @Nullable String range;

    List<Map<String, List<Property>>> events() {
        return events;
    }

    @Override
    public void startCalendar() {}

    @Override
    public void endCalendar() {}

    @Override
    public void startComponent(String component) {
        depth++;
        if (depth > MOST_DEPTH) {
            throw ReadIcalendar.malformed("its components are nested too deep");
        }
        if (depth == 1 && component.equalsIgnoreCase(EVENT)) {
            event = new HashMap<>();
            properties = 0;
        }
    }

    @Override
    public void endComponent(String component) {
        depth--;
        if (depth == 0 && event != null) {
            events.add(event);
            event = null;
            if (events.size() > MOST_EVENTS) {
                throw ReadIcalendar.tooLarge("more than " + MOST_EVENTS + " events");
            }
        }
    }

    @Override
    public void startProperty(String property) {
        name = property.toUpperCase(Locale.ROOT);
        value = "";
        tzid = null;
        type = null;
        range = null;
    }

    @Override
    public void parameter(String parameter, String text) {
        if (parameter.equalsIgnoreCase("TZID")) {
            tzid = text.replace("\"", "");
        } else if (parameter.equalsIgnoreCase("VALUE")) {
            type = text;
        } else if (parameter.equalsIgnoreCase("RANGE")) {
            range = text;
        }
    }

    @Override
    public void propertyValue(String text) {
        value = text;
    }

    @Override
    public void endProperty(String property) {
        if (event == null || depth != 1) {
            return;
        }
        properties++;
        if (properties > MOST_PROPERTIES) {
            throw ReadIcalendar.tooLarge("more than " + MOST_PROPERTIES + " properties in an event");
        }
        event.computeIfAbsent(name, n -> new ArrayList<>()).add(new Property(value.strip(), tzid, type, range));
    }
}
