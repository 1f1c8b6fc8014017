package io.surety.agreement.web;

import io.surety.agreement.SharedCalendars;
import io.surety.agreement.WorkCalendarEntry;
import io.surety.agreement.WorkCalendars;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where a person sees and says by which calendar she works; clocks of what is assigned to her run on it. */
@Controller
@RequestMapping("/working-time")
class WorkingTimePage {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final WorkCalendars calendars;
    private final SharedCalendars shared;
    private final Parties parties;

    WorkingTimePage(WorkCalendars calendars, SharedCalendars shared, Parties parties) {
        this.calendars = calendars;
        this.shared = shared;
        this.parties = parties;
    }

    /** @param calendar name of a shared calendar; null for hours of her own */
    public record Line(String from, String calendar, boolean own, String enteredBy) {}

    @GetMapping
    String show(Caller caller, Model model) {
        Person person = person(caller);
        model.addAttribute("zone", person.zone().getId());
        model.addAttribute(
                "lines",
                calendars.of(person.id()).stream()
                        .map(entry -> line(entry, person.zone()))
                        .toList());
        model.addAttribute(
                "calendars",
                shared.visibleTo(caller).stream()
                        .map(calendar -> calendar.name())
                        .toList());
        return "agreement/working-time";
    }

    private static Line line(WorkCalendarEntry entry, ZoneId zone) {
        return new Line(
                LOCAL.withZone(zone).format(entry.from()),
                Optional.ofNullable(entry.shared()).orElse(""),
                entry.own() != null,
                entry.enteredBy().value());
    }

    /** @param from local date and time in her zone; empty is now */
    @PostMapping
    String enter(@RequestParam String calendar, @RequestParam(defaultValue = "") String from, Caller caller) {
        Person person = person(caller);
        calendars.enter(person.id(), instant(from, person.zone()), calendar, caller.person());
        return "redirect:/working-time";
    }

    private static Optional<Instant> instant(String local, ZoneId zone) {
        try {
            return local.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(local).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.invalid(
                    "work-calendar-invalid",
                    "that is no date and time",
                    List.of(new Diagnostic("/from", "wrong-form", "such as 2026-03-02T09:00")));
        }
    }

    private Person person(Caller caller) {
        return parties.person(caller.person())
                .orElseThrow(() -> Refusal.notFound("a person for the login " + caller.person()));
    }
}
