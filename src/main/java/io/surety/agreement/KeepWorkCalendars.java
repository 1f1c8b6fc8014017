package io.surety.agreement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps by which calendar people work, and tells who judges by it. */
@Service
@Transactional
class KeepWorkCalendars implements WorkCalendars {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** How long hours that somebody writes down for herself hold; shared calendars say it themselves. */
    private static final int YEARS = 20;

    private static final String OWN = "/own";
    /** Parts of a shared calendar that are whoever's calendar it is. */
    private static final List<String> NOT_HERS = List.of("organisation", "validity");

    private final WorkCalendarRows rows;
    private final ReadCalendar reader;
    private final ReferredCalendars calendars;
    private final CompiledCalendars compiled;
    private final Parties parties;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    KeepWorkCalendars(
            WorkCalendarRows rows,
            ReadCalendar reader,
            ReferredCalendars calendars,
            CompiledCalendars compiled,
            Parties parties,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.reader = reader;
        this.calendars = calendars;
        this.compiled = compiled;
        this.parties = parties;
        this.time = time;
        this.events = events;
    }

    @Override
    public WorkCalendarEntry enter(PersonId person, Optional<Instant> from, String calendar, PersonId by) {
        Person who = known(person);
        if (calendars.versions(calendar, Set.of(who.organisation())).isEmpty()) {
            throw Refusal.invalid(
                    "calendar-unknown",
                    "her organisation has no shared calendar of that name, nor has one above it",
                    List.of(new Diagnostic(
                            "/calendar", "unknown-shared-calendar", "there is no calendar " + calendar)));
        }
        Instant now = time.now();
        return keep(new WorkCalendarEntry(person, who.organisation(), begin(from, now), calendar, null, by, now));
    }

    @Override
    public WorkCalendarEntry enterOwn(PersonId person, Optional<Instant> from, String hours, PersonId by) {
        Person who = known(person);
        Instant now = time.now();
        Instant begin = begin(from, now);
        return keep(new WorkCalendarEntry(person, who.organisation(), begin, null, own(who, begin, hours), by, now));
    }

    private Person known(PersonId person) {
        return parties.person(person).orElseThrow(() -> Refusal.notFound("person " + person.value()));
    }

    private static Instant begin(Optional<Instant> from, Instant now) {
        return from.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS)).orElse(now);
    }

    private WorkCalendarEntry keep(WorkCalendarEntry entry) {
        rows.lock(entry.person());
        if (entry.from().isBefore(entry.enteredAt())
                && !rows.of(entry.person(), entry.enteredAt()).isEmpty()) {
            throw Refusal.conflict(
                    "calendar-in-the-past",
                    "a change counts from now on or later: what began before keeps the calendar it began with");
        }
        rows.insert(entry);
        events.publishEvent(
                new WorkCalendarEntered(entry.person(), entry.organisation(), entry.from(), entry.enteredAt()));
        return entry;
    }

    /** A calendar like any other, so that it is checked, and its holidays are frozen, like any other. */
    private CalendarDocument own(Person person, Instant from, String hours) {
        ObjectNode document = JSON.createObjectNode();
        document.put("apiVersion", "surety/v1").put("kind", "Calendar");
        document.putObject("metadata")
                .put("name", label(person.id()))
                .put("title", "Working time of " + person.id().value());
        ObjectNode spec = document.putObject("spec");
        read(hours).properties().forEach(field -> spec.set(field.getKey(), field.getValue()));
        List<Diagnostic> notHers = NOT_HERS.stream()
                .filter(spec::has)
                .map(field -> new Diagnostic(OWN + "/" + field, "unknown-field", "hours of her own do not say this"))
                .toList();
        if (!notHers.isEmpty()) {
            throw Refusal.invalid("document-invalid", "the hours are not accepted", notHers);
        }
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        spec.put("organisation", person.organisation().value());
        spec.putObject("validity")
                .put("from", first.minusDays(1).toString())
                .put("to", first.plusYears(YEARS).toString());
        try {
            return reader.read(document.toString().getBytes(StandardCharsets.UTF_8), DocumentFormat.JSON);
        } catch (Refusal refused) {
            throw new Refusal(
                    refused.kind(),
                    refused.type(),
                    refused.reason(),
                    refused.diagnostics().stream()
                            .map(KeepWorkCalendars::inRequest)
                            .toList());
        }
    }

    /** As whoever asked knows the place. */
    private static Diagnostic inRequest(Diagnostic found) {
        return new Diagnostic(found.path().replaceFirst("^/spec", OWN), found.code(), found.message());
    }

    private static JsonNode read(String hours) {
        try {
            return JSON.readTree(hours);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the caller has read it as JSON", e);
        }
    }

    private static String label(PersonId person) {
        String name = "of-" + person.value().replace('.', '-');
        return name.substring(0, Math.min(name.length(), 63)).replaceAll("-+$", "");
    }

    @Override
    @Transactional(readOnly = true)
    public List<WorkCalendarEntry> of(PersonId person) {
        return rows.of(person, time.now());
    }

    @Override
    @Transactional(readOnly = true)
    public WorkingTime workingTime(PersonId person, Instant knownBy) {
        List<WorkCalendarEntry> entries = rows.of(person, knownBy);
        Map<String, List<SharedCalendar>> shared = new HashMap<>();
        entries.stream()
                .flatMap(entry -> Optional.ofNullable(entry.shared()).stream())
                .forEach(name -> shared.computeIfAbsent(name, n -> rows.versions(n, knownBy)));
        return new WorkingTime(entries, shared, compiled::of, parties::isAmong);
    }
}
