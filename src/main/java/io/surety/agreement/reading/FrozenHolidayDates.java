package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.calendar.PublicHolidays;
import io.surety.calendar.PublicHolidays.PublicHoliday;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes the public holidays of a region into a calendar, for a validity and two years more. A copy that already has
 * them keeps them.
 */
final class FrozenHolidayDates {

    private static final int YEARS_MORE = 2;

    private final PublicHolidays holidays = new PublicHolidays();

    /** @param clause {@code holidays} of a calendar; is changed */
    void freeze(ObjectNode clause, LocalDate from, LocalDate end, String path, Findings findings) {
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
        LocalDate to = end.plusYears(YEARS_MORE);
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
}
