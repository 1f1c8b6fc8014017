package io.surety.evaluation.web;

import io.surety.agreement.Agreements;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurements;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Clocks are seen by the two sides of their version: a third party does not read its partners' tickets. */
@RestController
@RequestMapping("/api")
@Tag(name = "Clocks", description = "Terms applied to work items: what runs, what is due, and why")
class ClockController {

    private final Clocks clocks;
    private final Agreements agreements;
    private final Sources sources;
    private final Measurements measurements;
    private final FindClocksAtRisk atRisk;
    private final TimeSource time;

    ClockController(
            Clocks clocks,
            Agreements agreements,
            Sources sources,
            Measurements measurements,
            FindClocksAtRisk atRisk,
            TimeSource time) {
        this.atRisk = atRisk;
        this.clocks = clocks;
        this.agreements = agreements;
        this.sources = sources;
        this.measurements = measurements;
        this.time = time;
    }

    /** @param due of a paused clock as if it went on now */
    record OpenClockResponse(ClockResponse clock, Instant due, long remainingMillis, ForecastView forecast) {}

    /** @param attributes that hold from then on */
    record EventResponse(
            String id, int revision, Instant at, Instant receivedAt, String type, Map<String, String> attributes) {

        static EventResponse of(ItemEvent event) {
            return new EventResponse(
                    event.id(),
                    event.revision(),
                    event.at(),
                    event.receivedAt(),
                    event.type(),
                    new TreeMap<>(event.attributes()));
        }
    }

    /** @param unmatched how many there are in all */
    record UnmatchedResponse(long unmatched, List<Clocks.UnmatchedItem> items) {}

    @GetMapping("/clocks")
    @Operation(
            summary = "Clocks that are not late yet and are due soon, by the open time that remains",
            description = "atRisk=today: due before midnight in the zone of their agreement. atRisk=PT4H: due within so"
                    + " much time on the wall. A paused clock counts as if it went on now. forecast: how likely it goes late,"
                    + " by how many similar clocks that have finished. sort=probability: the likeliest first."
                    + " limit: at most 1000.")
    List<OpenClockResponse> atRisk(
            @RequestParam(defaultValue = "today") String atRisk,
            @RequestParam(defaultValue = "remaining") String sort,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        return this.atRisk.find(atRisk, FindClocksAtRisk.Order.parse(sort), limit, time.now(), caller).stream()
                .map(r -> new OpenClockResponse(
                        ClockResponse.of(r.open().clock()),
                        r.open().due(),
                        r.open().remainingMillis(),
                        ForecastView.of(r.forecast())))
                .toList();
    }

    @GetMapping("/clocks/{id}")
    @Operation(summary = "A clock: its target, state, deadline, decision and the marks it has reached")
    ClockResponse clock(@PathVariable UUID id, Caller caller) {
        return ClockResponse.of(visible(id, caller));
    }

    @GetMapping("/clocks/{id}/ledger")
    @Operation(
            summary = "What explains a clock: intervals from its start to its stop, or to now, each with one label",
            description =
                    "The lengths sum to the wall time of the span, and name the party that answers for them. Labels"
                            + " that lost are kept as notes. asOf answers as known then.")
    ClockLedgerResponse ledger(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable Instant asOf, Caller caller) {
        ClockView clock = visible(id, caller);
        Instant now = time.now();
        Instant at = asOf == null ? now : Horizon.known(asOf, now).truncatedTo(ChronoUnit.MILLIS);
        return clocks.ledger(clock.id(), at)
                .map(ledger -> ClockLedgerResponse.of(
                        clock,
                        ledger,
                        asOf == null
                                ? measurements.watermark(clock.item().source()).orElse(null)
                                : null))
                .orElseThrow(() -> Refusal.notFound("a ledger of clock " + id));
    }

    @GetMapping("/work-items/{source}/{key}/clocks")
    @Operation(summary = "All clocks of a work item, decided and cancelled ones too")
    List<ClockResponse> ofItem(@PathVariable String source, @PathVariable String key, Caller caller) {
        List<ClockResponse> found = clocks.of(new ItemRef(source, key)).stream()
                .filter(c -> seen(c, caller))
                .map(ClockResponse::of)
                .toList();
        if (found.isEmpty()) {
            throw Refusal.notFound("a clock of work item " + source + "/" + key);
        }
        return found;
    }

    @GetMapping("/work-items/{source}/{key}/events")
    @Operation(
            summary = "The events of a work item that its clocks are judged by, as they were delivered",
            description = "Withdrawn and outdone revisions are left out. Seen by whoever sees one of its clocks.")
    List<EventResponse> events(@PathVariable String source, @PathVariable String key, Caller caller) {
        ItemRef item = new ItemRef(source, key);
        if (clocks.of(item).stream().noneMatch(c -> seen(c, caller))) {
            throw Refusal.notFound("a clock of work item " + source + "/" + key);
        }
        return measurements.history(item).events().stream()
                .map(EventResponse::of)
                .toList();
    }

    @GetMapping("/sources/{source}/unmatched-items")
    @Operation(
            summary = "Work items that come under no agreement, in the order of their keys",
            description = "For the people of the source's owner. after: the last key of the page before.")
    UnmatchedResponse unmatched(
            @PathVariable String source,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        Source known = sources.visible(source, caller);
        if (!caller.sees(Set.of(known.owner()))) {
            throw Refusal.notFound("source " + source);
        }
        return new UnmatchedResponse(clocks.countUnmatched(source), clocks.unmatched(source, after, limit(limit)));
    }

    private ClockView visible(UUID id, Caller caller) {
        return clocks.find(new ClockId(id))
                .filter(c -> seen(c, caller))
                .orElseThrow(() -> Refusal.notFound("clock " + id));
    }

    private boolean seen(ClockView clock, Caller caller) {
        return caller.sees(agreements.get(clock.version()).sides());
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > FindClocksAtRisk.MOST) {
            throw Horizon.invalid("limit", "from 1 to " + FindClocksAtRisk.MOST);
        }
        return limit;
    }
}
