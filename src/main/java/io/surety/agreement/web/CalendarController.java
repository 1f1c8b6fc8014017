package io.surety.agreement.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.surety.agreement.CalendarDocument;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ReadCalendar;
import io.surety.agreement.SharedCalendar;
import io.surety.agreement.SharedCalendars;
import io.surety.agreement.calendar.Answer;
import io.surety.agreement.calendar.EvaluateCalendar;
import io.surety.agreement.calendar.ImportHolidays;
import io.surety.agreement.calendar.ImportHolidays.Imported;
import io.surety.agreement.calendar.LintCalendar;
import io.surety.agreement.calendar.ReadEvaluation;
import io.surety.agreement.calendar.YearLint;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.surety.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/calendars")
@Tag(name = "Calendars", description = "Business time, and calendars that agreements refer to")
class CalendarController {

    private final ReadCalendar reader;
    private final SharedCalendars calendars;
    private final ReadEvaluation evaluations;
    private final EvaluateCalendar evaluate;
    private final LintCalendar lint;
    private final ImportHolidays imports;
    private final Problems problems;
    private final Parties parties;
    private final TimeSource time;

    CalendarController(
            ReadCalendar reader,
            SharedCalendars calendars,
            ReadEvaluation evaluations,
            EvaluateCalendar evaluate,
            LintCalendar lint,
            ImportHolidays imports,
            Problems problems,
            Parties parties,
            TimeSource time) {
        this.reader = reader;
        this.calendars = calendars;
        this.evaluations = evaluations;
        this.evaluate = evaluate;
        this.lint = lint;
        this.imports = imports;
        this.problems = problems;
        this.parties = parties;
        this.time = time;
    }

    record ValidityView(LocalDate from, LocalDate to) {}

    record CalendarSummary(
            String id,
            String title,
            String organisation,
            int version,
            String hash,
            ValidityView validity,
            String createdBy,
            Instant createdAt) {

        static CalendarSummary of(SharedCalendar calendar) {
            CalendarDocument document = calendar.document();
            return new CalendarSummary(
                    calendar.name(),
                    document.title(),
                    document.organisation().value(),
                    calendar.number(),
                    document.hash().hex(),
                    new ValidityView(document.from(), document.to()),
                    calendar.createdBy().value(),
                    calendar.createdAt());
        }
    }

    record KeptView(CalendarSummary calendar, List<Diagnostic> warnings) {}

    record ImportedView(CalendarSummary calendar, int taken, int repeated, List<Diagnostic> refused) {}

    record CalendarView(CalendarSummary calendar, @JsonRawValue String document) {}

    /** One of them is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResultView(
            @Nullable Long elapsedMillis,
            @Nullable Instant deadline,
            @Nullable Boolean open,
            @Nullable Instant nextOpen,
            @Nullable ProblemDetail problem) {}

    record EvaluationView(List<ResultView> results) {}

    @PostMapping
    @Operation(
            summary =
                    "Keep a calendar of my organisation, from YAML or JSON; a further one of that name is its next version",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = {@Content(mediaType = DocumentBody.YAML), @Content(mediaType = DocumentBody.JSON)
                            }))
    ResponseEntity<KeptView> keep(HttpServletRequest request, Caller caller) throws IOException {
        DocumentFormat format = DocumentBody.format(request);
        CalendarDocument calendar = reader.read(DocumentBody.bytes(request), format);
        SharedCalendar kept = keep(calendar, caller);
        return ResponseEntity.created(URI.create("/api/calendars/" + kept.name()))
                .eTag(kept.document().hash().hex())
                .body(new KeptView(CalendarSummary.of(kept), calendar.warnings()));
    }

    private SharedCalendar keep(CalendarDocument calendar, Caller caller) {
        refuseUnlessKeeper(calendar, caller);
        return calendars.keep(calendar, caller.person());
    }

    /** As with templates: in that organisation or in one above it, herself or in somebody's place. */
    private void refuseUnlessKeeper(CalendarDocument calendar, Caller caller) {
        if (!parties.actsAs(caller.person(), Role.SERVICE_LEVEL_MANAGER, calendar.organisation(), time.now())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "role-needed",
                    "the calendars of " + calendar.organisation() + " are kept by its service level managers");
        }
    }

    @PostMapping(path = "/{id}/imports", consumes = "text/calendar")
    @Operation(
            summary = "Takes the whole days of an iCalendar file as closed dates: the calendar's next version",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = "text/calendar")))
    ImportedView imported(@PathVariable String id, HttpServletRequest request, Caller caller) throws IOException {
        List<SharedCalendar> versions = calendars.visible(id, caller);
        SharedCalendar newest = versions.get(versions.size() - 1);
        refuseUnlessKeeper(newest.document(), caller);
        Imported imported = imports.take(newest, DocumentBody.bytes(request), caller.person());
        return new ImportedView(
                CalendarSummary.of(imported.calendar()), imported.taken(), imported.repeated(), imported.refused());
    }

    @GetMapping
    @Operation(summary = "The calendars of my organisations, each in its newest version")
    List<CalendarSummary> all(Caller caller) {
        return calendars.visibleTo(caller).stream().map(CalendarSummary::of).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "A calendar with its document: the newest version, or the one that holds on a date")
    CalendarView one(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer version,
            @RequestParam(required = false) @Nullable LocalDate on,
            Caller caller) {
        List<SharedCalendar> versions = calendars.visible(id, caller);
        SharedCalendar found = versions.stream()
                .filter(v -> version == null || v.number() == version)
                .filter(v -> on == null || v.document().holdsOn(on))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> Refusal.notFound("that version of calendar " + id));
        return new CalendarView(CalendarSummary.of(found), found.document().normalised());
    }

    @GetMapping("/{id}/versions")
    @Operation(summary = "All versions of a calendar, oldest first")
    List<CalendarSummary> versions(@PathVariable String id, Caller caller) {
        return calendars.visible(id, caller).stream().map(CalendarSummary::of).toList();
    }

    @GetMapping("/{id}/lint")
    @Operation(summary = "Days of a year that are not as usual, and what they do to active agreements")
    YearLint lint(@PathVariable String id, @RequestParam int year, Caller caller) {
        return lint.lint(id, year, caller);
    }

    @PostMapping(path = "/evaluation", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary =
                    "Business time: elapsed, deadline, open and next-open, on a calendar that is sent or a shared one",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = DocumentBody.JSON)))
    EvaluationView evaluation(HttpServletRequest request, Caller caller) throws IOException {
        var evaluation = evaluations.read(DocumentBody.bytes(request));
        return new EvaluationView(
                evaluate.evaluate(evaluation, caller).stream().map(this::result).toList());
    }

    private ResultView result(Answer answer) {
        Refusal problem = answer.problem();
        return new ResultView(
                answer.elapsedMillis(),
                answer.deadline(),
                answer.open(),
                answer.nextOpen(),
                problem == null ? null : problems.of(problem));
    }
}
