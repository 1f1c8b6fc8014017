package io.surety.agreement.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.CalendarDocument;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ReadCalendar;
import io.surety.agreement.document.CalendarClause;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shared calendars are read by the same steps as agreements. */
@Component
final class CalendarReader implements ReadCalendar {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CheckedTree trees;
    private final FrozenHolidayDates holidays = new FrozenHolidayDates();

    CalendarReader(CheckedTree trees) {
        this.trees = trees;
    }

    @Override
    public CalendarDocument read(byte[] text, DocumentFormat format) {
        JsonNode tree = trees.read(text, format);
        if (!tree.path("kind").asText().equals("Calendar")) {
            throw DocumentReader.refuse(
                    List.of(new Diagnostic("/kind", "not-a-calendar", "it is an agreement or a template")));
        }
        return accept(tree);
    }

    /** @param tree of a calendar that the schema has checked */
    CalendarDocument accept(JsonNode tree) {
        JsonNode complete = trees.withDefaults(tree);
        JsonNode spec = complete.get("spec");
        LocalDate from = LocalDate.parse(spec.at("/validity/from").textValue());
        LocalDate to = LocalDate.parse(spec.at("/validity/to").textValue());
        Findings findings = new Findings();
        findings.errorIf(!to.isAfter(from), "/spec/validity/to", "period-empty", "it ends before it starts");
        findings.errorIf(
                to.isAfter(from.plusYears(Lint.MOST_YEARS)),
                "/spec/validity/to",
                "period-too-long",
                "more than " + Lint.MOST_YEARS + " years");
        refuseAny(findings);
        if (spec.path("holidays") instanceof ObjectNode clause) {
            holidays.freeze(clause, from, to, "/spec/holidays", findings);
        }
        refuseAny(findings);
        CalendarDocument calendar = typed(complete, findings.warnings());
        CalendarLint.ofItsOwn(calendar.clause(), "/spec", findings);
        CalendarLint.opens(calendar.clause(), from, to, findings);
        refuseAny(findings);
        return typed(complete, findings.warnings());
    }

    private static void refuseAny(Findings findings) {
        if (!findings.errors().isEmpty()) {
            throw DocumentReader.refuse(findings.errors());
        }
    }

    @Override
    public CalendarDocument typed(String normalised) {
        try {
            return typed(JSON.readTree(normalised), List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored calendar is JSON", e);
        }
    }

    private static CalendarDocument typed(JsonNode complete, List<Diagnostic> warnings) {
        JsonNode spec = complete.get("spec");
        String name = complete.at("/metadata/name").textValue();
        String normalised = Canonical.of(complete);
        return new CalendarDocument(
                name,
                complete.at("/metadata/title").textValue(),
                new OrganisationId(spec.get("organisation").textValue()),
                LocalDate.parse(spec.at("/validity/from").textValue()),
                LocalDate.parse(spec.at("/validity/to").textValue()),
                clause(name, spec),
                normalised,
                ContentHash.of(normalised),
                warnings);
    }

    /** @param spec with its defaults */
    static CalendarClause clause(String id, JsonNode spec) {
        ObjectNode clause = spec.deepCopy();
        clause.remove(List.of("organisation", "validity"));
        clause.put("id", id);
        return DocumentTyping.calendar(clause);
    }
}
