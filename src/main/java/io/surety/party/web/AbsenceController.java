package io.surety.party.web;

import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** One's own absences: whoever is away names who stands in. */
@RestController
@RequestMapping("/api/absences")
@Tag(name = "People")
class AbsenceController {

    private final AbsencePlan absences;
    private final TimeSource time;

    AbsenceController(AbsencePlan absences, TimeSource time) {
        this.absences = absences;
        this.time = time;
    }

    record AbsenceRequest(
            @NotBlank String substitute,
            @NotNull Instant start,
            @NotNull Instant end,
            @NotBlank @Size(max = 500) String reason) {}

    record AbsenceView(UUID id, String person, String substitute, Instant start, Instant end, String reason) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "I am away in [start, end); a colleague stands in for me")
    AbsenceView enter(@Valid @RequestBody AbsenceRequest request, Caller caller) {
        Instant from = request.start().truncatedTo(ChronoUnit.MILLIS);
        Instant to = request.end().truncatedTo(ChronoUnit.MILLIS);
        Instant now = time.now();
        if (!to.isAfter(from) || !to.isAfter(now)) {
            throw Refusal.invalid(
                    "absence-invalid",
                    "an absence ends after it starts, and not in the past",
                    List.of(new Diagnostic("/end", "end-too-early", "later than the start and the present")));
        }
        return view(absences.enter(
                new Absence(
                        UUID.randomUUID(),
                        caller.person(),
                        new PersonId(request.substitute()),
                        new Interval(from, to),
                        request.reason()),
                now));
    }

    @GetMapping
    @Operation(summary = "My absences that are not over")
    List<AbsenceView> list(Caller caller) {
        return absences.of(caller.person(), time.now()).stream()
                .map(AbsenceController::view)
                .toList();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "I am not away after all")
    void cancel(@PathVariable UUID id, Caller caller) {
        absences.cancel(id, caller.person());
    }

    private static AbsenceView view(Absence absence) {
        return new AbsenceView(
                absence.id(),
                absence.person().value(),
                absence.substitute().value(),
                absence.during().from(),
                absence.during().to(),
                absence.reason());
    }
}
