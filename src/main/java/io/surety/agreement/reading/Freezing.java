package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.ReferredCalendars;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Writes into a document what it refers to, so that no later version of it can change what was agreed: shared calendars,
 * and the public holidays of its validity and two years more.
 */
final class Freezing {

    private final FrozenHolidayDates holidays = new FrozenHolidayDates();
    private final SharedReferences shared;

    Freezing(ReferredCalendars calendars) {
        this.shared = new SharedReferences(calendars);
    }

    /** @param tree valid and with its defaults; is changed */
    void freeze(JsonNode tree, Findings findings) {
        JsonNode spec = tree.path("spec");
        spec.path("sources").forEach(Freezing::staleAfter);
        LocalDate from = LocalDate.parse(spec.at("/period/start").textValue());
        LocalDate end = LocalDate.parse(spec.at("/period/end").textValue());
        if (end.isAfter(from.plusYears(Lint.MOST_YEARS))) {
            findings.error("/spec/period/end", "period-too-long", "more than " + Lint.MOST_YEARS + " years");
            return;
        }
        shared.resolve(spec, from, end, findings);
        for (int i = 0; i < spec.path("calendars").size(); i++) {
            JsonNode clause = spec.path("calendars").get(i).path("holidays");
            if (clause instanceof ObjectNode object) {
                holidays.freeze(object, from, end, "/spec/calendars/" + i + "/holidays", findings);
            }
        }
    }

    /** A sample that nothing follows is stale after two steps. */
    private static void staleAfter(JsonNode source) {
        if (source instanceof ObjectNode object && object.has("step") && !object.has("staleAfter")) {
            Duration step = Duration.parse(object.get("step").textValue());
            object.put("staleAfter", step.multipliedBy(2).toString());
        }
    }
}
