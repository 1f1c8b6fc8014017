package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.calendar.Evaluation;
import io.surety.agreement.calendar.ReadEvaluation;
import io.surety.agreement.document.CalendarClause;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** A calendar in an evaluation is held to the schema of shared calendars, its operations are only counted. */
@Component
final class EvaluationReader implements ReadEvaluation {

    private static final int MOST_VALUES = 100_000;
    private static final Set<String> FIELDS = Set.of("calendar", "operations");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?");

    private final CheckedTree trees;

    EvaluationReader(CheckedTree trees) {
        this.trees = trees;
    }

    @Override
    public Evaluation read(byte[] json) {
        JsonNode body = JsonTree.read(DocumentText.of(json), MOST_VALUES);
        if (!body.isObject()) {
            throw refuse("", "wrong-type", "an evaluation is an object with a calendar and operations");
        }
        body.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw refuse(Pointers.child("", field), "unknown-field", "an evaluation has calendar and operations");
            }
        });
        List<JsonNode> operations = operations(body.path("operations"));
        JsonNode calendar = body.path("calendar");
        if (calendar.isTextual()) {
            return new Evaluation(null, calendar.textValue(), operations);
        }
        if (!(calendar instanceof ObjectNode written)) {
            throw refuse(
                    "/calendar",
                    body.has("calendar") ? "wrong-type" : "missing",
                    "it is a calendar, or the name of a shared one");
        }
        return new Evaluation(clause(written), null, operations);
    }

    private static List<JsonNode> operations(JsonNode given) {
        if (!given.isArray()) {
            throw refuse("/operations", given.isMissingNode() ? "missing" : "wrong-type", "it is a list");
        }
        if (given.size() > MOST_OPERATIONS) {
            throw refuse("/operations", "too-many", "there are more than " + MOST_OPERATIONS);
        }
        List<JsonNode> operations = new ArrayList<>();
        given.forEach(operations::add);
        return operations;
    }

    private CalendarClause clause(ObjectNode written) {
        String id = written.path("id").asText("calendar");
        if (written.has("id")
                && !(written.get("id").isTextual() && ID.matcher(id).matches())) {
            throw refuse("/calendar/id", "wrong-form", "it is a name of letters, digits and hyphens");
        }
        boolean whole = written.has("kind");
        String other = written.path("complementOf").isTextual()
                ? written.get("complementOf").textValue()
                : null;
        ObjectNode document = whole ? written : document(written, other != null);
        CalendarClause clause = checked(document, id, whole ? "/calendar" : "");
        return other == null || whole
                ? clause
                : new CalendarClause(id, null, List.of(), clause.holidays(), clause.dates(), other, null);
    }

    /** The document that the calendar would be the content of. */
    private static ObjectNode document(ObjectNode written, boolean complement) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("apiVersion", "surety/v1").put("kind", "Calendar");
        document.putObject("metadata").put("name", "calendar").put("title", "calendar");
        ObjectNode spec = written.deepCopy();
        spec.remove("id");
        if (complement) {
            if (spec.has("zone") || spec.has("windows")) {
                throw refuse(
                        "/calendar",
                        "complement-with-windows",
                        "a complement has the zone of the other calendar and no windows");
            }
            spec.remove("complementOf");
            spec.put("zone", "UTC");
        }
        if (spec.has("organisation") || spec.has("validity")) {
            throw refuse("/calendar", "unknown-field", "only a document of the kind Calendar has them");
        }
        spec.put("organisation", "none");
        spec.putObject("validity").put("from", "2000-01-01").put("to", "2001-01-01");
        document.set("spec", spec);
        return document;
    }

    private CalendarClause checked(ObjectNode document, String id, String prefix) {
        try {
            JsonNode complete = trees.withDefaults(trees.checked(document));
            if (!complete.path("kind").asText().equals("Calendar")) {
                throw refuse("/calendar/kind", "not-a-calendar", "it is an agreement or a template");
            }
            CalendarClause clause = CalendarReader.clause(id, complete.get("spec"));
            Findings findings = new Findings();
            CalendarLint.ofItsOwn(clause, "/spec", findings);
            if (!findings.errors().isEmpty()) {
                throw DocumentReader.refuse(findings.errors());
            }
            return clause;
        } catch (Refusal e) {
            throw new Refusal(e.kind(), e.type(), e.reason(), moved(e.diagnostics(), prefix));
        }
    }

    /** What is wrong in the made-up document, told where it stands in the body. */
    private static List<Diagnostic> moved(List<Diagnostic> found, String prefix) {
        return found.stream()
                .map(d -> d.path().startsWith("/calendar")
                        ? d
                        : new Diagnostic(
                                prefix.isEmpty() ? d.path().replaceFirst("^/spec", "/calendar") : prefix + d.path(),
                                d.code(),
                                d.message()))
                .toList();
    }

    private static Refusal refuse(String path, String code, String message) {
        return Refusal.invalid("evaluation-invalid", message, List.of(new Diagnostic(path, code, message)));
    }
}
