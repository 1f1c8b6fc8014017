package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.calendar.PublicHolidays;
import io.surety.calendar.PublicHolidays.PublicHoliday;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes into a document what it refers to, so that no later library can change what was agreed: the public holidays of
 * its validity and two years more. A copy that already has them keeps them.
 */
final class Freezing {

    private static final int YEARS_MORE = 2;

    private final PublicHolidays holidays = new PublicHolidays();

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
        LocalDate to = end.plusYears(YEARS_MORE);
        for (int i = 0; i < spec.path("calendars").size(); i++) {
            JsonNode clause = spec.path("calendars").get(i).path("holidays");
            if (clause instanceof ObjectNode object) {
                calendar(object, from, to, "/spec/calendars/" + i + "/holidays", findings);
            }
        }
    }

    private void calendar(ObjectNode clause, LocalDate from, LocalDate to, String path, Findings findings) {
        if (!clause.has("region")) {
            findings.errorIf(clause.has("frozen"), path + "/frozen", "missing", "holidays are frozen for a region");
            return;
        }
        String region = clause.get("region").textValue();
        if (!holidays.knows(region)) {
            findings.error(
                    path + "/region", "unknown-region", region + " is not a region whose public holidays are known");
            return;
        }
        JsonNode frozen = clause.path("frozen");
        if (frozen.isMissingNode() || !covers(frozen, from, to)) {
            clause.set("frozen", frozen(region, from, to));
        } else {
            compare(frozen, region, path + "/frozen", findings);
        }
    }

    private static boolean covers(JsonNode frozen, LocalDate from, LocalDate to) {
        return !LocalDate.parse(frozen.get("from").textValue()).isAfter(from)
                && !LocalDate.parse(frozen.get("to").textValue()).isBefore(to);
    }

    /** Another version of the library may know better; the same one must have said the same. */
    private void compare(JsonNode frozen, String region, String path, Findings findings) {
        LocalDate from = LocalDate.parse(frozen.get("from").textValue());
        LocalDate to = LocalDate.parse(frozen.get("to").textValue());
        if (to.isAfter(from.plusYears(Lint.MOST_YEARS + 5))) {
            findings.error(path + "/to", "period-too-long", "holidays are frozen for the validity and two years more");
            return;
        }
        if (frozen.get("dates").equals(frozen(region, from, to).get("dates"))) {
            return;
        }
        String message = "the holidays differ from those of " + holidays.library();
        if (frozen.get("library").textValue().equals(holidays.library())) {
            findings.error(path, "holidays-not-of-library", message + "; leave them out to have them written");
        } else {
            findings.warn(path, "holidays-differ", message);
        }
    }

    private ObjectNode frozen(String region, LocalDate from, LocalDate to) {
        List<PublicHoliday> days = holidays.of(region, from, to);
        ObjectNode frozen = JsonNodeFactory.instance.objectNode();
        frozen.put("library", holidays.library());
        frozen.put("from", from.toString());
        frozen.put("to", to.toString());
        ArrayNode dates = frozen.putArray("dates");
        days.forEach(day -> dates.addObject().put("date", day.date().toString()).put("name", day.name()));
        return frozen;
    }

    /** A sample that nothing follows is stale after two steps. */
    private static void staleAfter(JsonNode source) {
        if (source instanceof ObjectNode object && object.has("step") && !object.has("staleAfter")) {
            Duration step = Duration.parse(object.get("step").textValue());
            object.put("staleAfter", step.multipliedBy(2).toString());
        }
    }
}
