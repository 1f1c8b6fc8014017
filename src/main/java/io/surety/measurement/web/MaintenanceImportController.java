package io.surety.measurement.web;

import io.surety.calendar.TimeZones;
import io.surety.measurement.ImportMaintenanceWindows;
import io.surety.measurement.ImportMaintenanceWindows.Announcement;
import io.surety.measurement.ImportMaintenanceWindows.Imported;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/maintenance-windows/imports")
@Tag(name = "Measurements")
class MaintenanceImportController {

    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_YEARS = 5;

    private final ImportMaintenanceWindows imports;
    private final TimeSource time;

    MaintenanceImportController(ImportMaintenanceWindows imports, TimeSource time) {
        this.imports = imports;
        this.time = time;
    }

    @PostMapping(consumes = "text/calendar")
    @Operation(
            summary = "Announces the events of an iCalendar file as maintenance windows, by default those of a year",
            description =
                    "What the file moves, leaves out or cancels of an event is withdrawn. Windows of events that it does"
                            + " not have are listed as absent and still count, because they may stand in another file;"
                            + " withdrawAbsent says that there is none, and withdraws them too.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = "text/calendar")))
    Imported take(
            @RequestParam String source,
            @RequestParam String service,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String zone,
            @RequestParam(required = false) @Nullable Instant announcedAt,
            @RequestParam(defaultValue = "false") boolean withdrawAbsent,
            HttpServletRequest request,
            Caller caller)
            throws IOException {
        if (!service.matches(RecordIds.LABEL)) {
            throw invalid("/service", "wrong-form", "it is a label of lower-case letters, digits and hyphens");
        }
        LocalDate first = Optional.ofNullable(from).orElseGet(() -> LocalDate.ofInstant(time.now(), ZoneOffset.UTC));
        if (first.getYear() < 1970 || first.getYear() > 2200) {
            throw invalid("/from", "out-of-range", "it lies in the years 1970 to 2200");
        }
        LocalDate next = Optional.ofNullable(to).orElse(first.plusYears(1));
        if (!next.isAfter(first) || next.isAfter(first.plusYears(MOST_YEARS))) {
            throw invalid("/to", "out-of-range", "it is after from, and at most " + MOST_YEARS + " years");
        }
        var announcement = new Announcement(
                source,
                service,
                first,
                next,
                zone(zone),
                Optional.ofNullable(announcedAt).orElseGet(time::now),
                withdrawAbsent);
        return imports.take(caller, announcement, request.getInputStream().readNBytes(MOST_BYTES + 1));
    }

    private static ZoneId zone(@Nullable String id) {
        if (id == null) {
            return ZoneOffset.UTC;
        }
        if (!TimeZones.knows(id)) {
            throw invalid("/zone", "unknown-zone", "it is an IANA time zone");
        }
        return ZoneId.of(id);
    }

    private static Refusal invalid(String path, String code, String message) {
        return Refusal.invalid(
                "import-invalid", "the import is not accepted", List.of(new Diagnostic(path, code, message)));
    }
}
