package io.surety.measurement.web;

import io.surety.measurement.Content;
import io.surety.measurement.MaintenanceWindow;
import io.surety.measurement.RecordMaintenance;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/maintenance-windows")
@Tag(name = "Measurements")
class MaintenanceWindowController {

    private final RecordMaintenance maintenance;
    private final TimeSource time;

    MaintenanceWindowController(RecordMaintenance maintenance, TimeSource time) {
        this.maintenance = maintenance;
        this.time = time;
    }

    /**
     * @param id of one's own, so that the request can be repeated; one is made up without it
     * @param announcedAt now if it is not said
     */
    record WindowBody(
            @NotNull String source,
            @Nullable @Pattern(regexp = RecordIds.PATTERN) String id,
            @NotNull @Pattern(regexp = RecordIds.LABEL) String service,
            @NotNull Instant from,
            @NotNull Instant to,
            @Nullable Instant announcedAt,
            @Nullable @Size(max = 4000) String evidence) {}

    record WindowView(
            String source,
            String id,
            int revision,
            String service,
            Instant from,
            Instant to,
            Instant announcedAt,
            String evidence,
            List<String> confirmedBy) {

        static WindowView of(MaintenanceWindow window) {
            return new WindowView(
                    window.source(),
                    window.id(),
                    window.revision(),
                    window.service(),
                    window.span().from(),
                    window.span().to(),
                    window.announcedAt(),
                    window.evidence(),
                    window.confirmedBy().stream()
                            .map(OrganisationId::value)
                            .sorted()
                            .toList());
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Announces a maintenance window")
    WindowView record(@Valid @RequestBody WindowBody body, Caller caller) {
        RecordIds.checkSpan(body.from(), body.to());
        var window = new Content.Maintenance(
                body.service(),
                body.from(),
                body.to(),
                Optional.ofNullable(body.announcedAt()).orElseGet(time::now),
                RecordIds.cleanText("/evidence", body.evidence()));
        return WindowView.of(maintenance.record(caller, body.source(), RecordIds.orNew(body.id()), window));
    }

    @PostMapping("/{source}/{id}/confirmation")
    @Operation(summary = "Confirms a maintenance window and its announcement for my organisation")
    WindowView confirm(
            @PathVariable String source,
            @PathVariable String id,
            @Valid @RequestBody OutageController.ConfirmationBody body,
            Caller caller) {
        return WindowView.of(maintenance.confirm(
                caller,
                source,
                id,
                body.revision(),
                RecordIds.organisation(body.organisation()),
                RecordIds.cleanText("/comment", body.comment())));
    }

    @GetMapping
    @Operation(summary = "Maintenance windows of my sources that touch a span, by default from 31 days ago on")
    List<WindowView> list(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Caller caller) {
        return maintenance.visibleTo(caller, RecordIds.span(from, to, time.now())).stream()
                .map(WindowView::of)
                .toList();
    }
}
