package io.surety.agreement.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.WorkCalendarEntry;
import io.surety.agreement.WorkCalendars;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** By which calendar a person works: she herself says so, or a service level manager of her organisation. */
@RestController
@RequestMapping("/api/people/{id}/work-calendars")
@Tag(name = "People")
class WorkCalendarController {

    private final WorkCalendars calendars;
    private final Parties parties;
    private final TimeSource time;

    WorkCalendarController(WorkCalendars calendars, Parties parties, TimeSource time) {
        this.calendars = calendars;
        this.parties = parties;
        this.time = time;
    }

    /**
     * @param from when it begins to count; now where it is left out
     * @param calendar name of a shared calendar; or else:
     * @param own zone, windows, holidays and dates, as a calendar of a document has them
     */
    record WorkCalendarRequest(
            @Nullable Instant from, @Nullable String calendar, @Schema(type = "object") @Nullable ObjectNode own) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WorkCalendarView(
            String person,
            Instant from,
            @Nullable String calendar,
            @JsonRawValue @Nullable String own,
            String enteredBy,
            Instant enteredAt) {

        static WorkCalendarView of(WorkCalendarEntry entry) {
            return new WorkCalendarView(
                    entry.person().value(),
                    entry.from(),
                    entry.shared(),
                    entry.own() == null ? null : entry.own().normalised(),
                    entry.enteredBy().value(),
                    entry.enteredAt());
        }
    }

    @GetMapping
    @Operation(summary = "By which calendars a person of my organisation works, from when on")
    List<WorkCalendarView> list(@PathVariable String id, Caller caller) {
        return calendars.of(visible(id, caller).id()).stream()
                .map(WorkCalendarView::of)
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "From now or from a later instant on she works by a shared calendar, or by hours of her own")
    WorkCalendarView enter(@PathVariable String id, @RequestBody WorkCalendarRequest request, Caller caller) {
        Person person = visible(id, caller);
        refuseUnlessHers(person, caller);
        String calendar = request.calendar();
        ObjectNode own = request.own();
        if ((calendar == null) == (own == null)) {
            throw Refusal.invalid(
                    "work-calendar-invalid",
                    "she works by a shared calendar or by hours of her own",
                    List.of(new Diagnostic("", "exactly-one", "either calendar or own is said")));
        }
        Optional<Instant> from = Optional.ofNullable(request.from());
        return WorkCalendarView.of(
                calendar != null
                        ? calendars.enter(person.id(), from, calendar, caller.person())
                        : calendars.enterOwn(person.id(), from, String.valueOf(own), caller.person()));
    }

    private Person visible(String id, Caller caller) {
        return parties.person(new PersonId(id))
                .filter(person -> person.id().equals(caller.person()) || caller.sees(Set.of(person.organisation())))
                .orElseThrow(() -> Refusal.notFound("person " + id));
    }

    private void refuseUnlessHers(Person person, Caller caller) {
        boolean keeper = parties.actsAs(caller.person(), Role.SERVICE_LEVEL_MANAGER, person.organisation(), time.now());
        if (!keeper && !person.id().equals(caller.person())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "role-needed",
                    "by which calendar somebody works is said by herself or by a service level manager");
        }
    }
}
