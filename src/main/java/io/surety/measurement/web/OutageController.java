package io.surety.measurement.web;

import io.surety.measurement.Content;
import io.surety.measurement.Outage;
import io.surety.measurement.RecordOutages;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
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
@RequestMapping("/api/outages")
@Tag(name = "Measurements")
class OutageController {

    private final RecordOutages outages;
    private final TimeSource time;

    OutageController(RecordOutages outages, TimeSource time) {
        this.outages = outages;
        this.time = time;
    }

    /**
     * @param id of one's own, so that the request can be repeated; one is made up without it
     * @param to absent while it lasts
     * @param cause {@code fault} if nothing is said
     * @param party who is responsible, if it is known
     */
    record OutageBody(
            @NotNull String source,
            @Nullable @Pattern(regexp = RecordIds.PATTERN) String id,
            @NotNull @Pattern(regexp = RecordIds.LABEL) String service,
            @NotNull Instant from,
            @Nullable Instant to,
            @Nullable @Pattern(regexp = RecordIds.LABEL) String cause,
            @Nullable @Pattern(regexp = RecordIds.LABEL) String party,
            @Nullable @Size(max = 4000) String evidence) {}

    /** @param at now if it is not said */
    record EndBody(@Nullable Instant at) {}

    /**
     * @param revision that was looked at
     * @param party who is responsible, if it is known
     */
    record CauseBody(
            @NotNull @PositiveOrZero Integer revision,
            @NotNull @Pattern(regexp = RecordIds.LABEL) String cause,
            @Nullable @Pattern(regexp = RecordIds.LABEL) String party,
            @NotNull @Size(max = 4000) String evidence) {}

    /**
     * @param revision that was looked at
     * @param organisation for which it is confirmed; needed only by those who may confirm for several
     */
    record ConfirmationBody(
            @NotNull @PositiveOrZero Integer revision,
            @Nullable String organisation,
            @Nullable @Size(max = 4000) String comment) {}

    record OutageView(
            String source,
            String id,
            int revision,
            String service,
            Instant from,
            @Nullable Instant to,
            String cause,
            @Nullable String party,
            String evidence,
            List<String> confirmedBy) {

        static OutageView of(Outage outage) {
            return new OutageView(
                    outage.source(),
                    outage.id(),
                    outage.revision(),
                    outage.service(),
                    outage.from(),
                    outage.to().orElse(null),
                    outage.cause(),
                    outage.party(),
                    outage.evidence(),
                    outage.confirmedBy().stream()
                            .map(OrganisationId::value)
                            .sorted()
                            .toList());
        }
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Records an outage, with its cause and evidence")
    OutageView record(@Valid @RequestBody OutageBody body, Caller caller) {
        RecordIds.checkSpan(body.from(), body.to());
        var outage = new Content.Outage(
                body.service(),
                body.from(),
                body.to(),
                Optional.ofNullable(body.cause()).orElse("fault"),
                body.party(),
                RecordIds.cleanText("/evidence", body.evidence()));
        return OutageView.of(outages.record(caller, body.source(), RecordIds.orNew(body.id()), outage));
    }

    @PostMapping("/{source}/{id}/end")
    @Operation(summary = "Says that an outage is over")
    OutageView end(
            @PathVariable String source,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable EndBody body,
            Caller caller) {
        Instant at = body == null || body.at() == null ? time.now() : body.at();
        return OutageView.of(outages.end(caller, source, id, at));
    }

    @PostMapping("/{source}/{id}/cause")
    @Operation(
            summary = "Records the cause of an outage, with evidence",
            description = "A correction: whoever decides about the cause confirms it anew, and gets a task for it.")
    OutageView attribute(
            @PathVariable String source, @PathVariable String id, @Valid @RequestBody CauseBody body, Caller caller) {
        return OutageView.of(outages.attribute(
                caller,
                source,
                id,
                body.revision(),
                body.cause(),
                body.party(),
                RecordIds.cleanText("/evidence", body.evidence())));
    }

    @PostMapping("/{source}/{id}/confirmation")
    @Operation(summary = "Confirms an outage and its cause for my organisation")
    OutageView confirm(
            @PathVariable String source,
            @PathVariable String id,
            @Valid @RequestBody ConfirmationBody body,
            Caller caller) {
        return OutageView.of(outages.confirm(
                caller,
                source,
                id,
                body.revision(),
                RecordIds.organisation(body.organisation()),
                RecordIds.cleanText("/comment", body.comment())));
    }

    @GetMapping
    @Operation(summary = "Outages of my sources that touch a span, the last 31 days if it is not said; newest first")
    List<OutageView> list(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Caller caller) {
        return outages.visibleTo(caller, RecordIds.span(from, to, time.now())).stream()
                .map(OutageView::of)
                .toList();
    }
}
