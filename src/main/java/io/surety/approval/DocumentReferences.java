package io.surety.approval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a part of a document refers to, as paths: with the part, these too are approved. */
final class DocumentReferences {

    private static final Pattern TERM = Pattern.compile("/spec/terms/[^/]+");
    private static final Pattern CREDIT = Pattern.compile("/spec/terms/[^/]+/credit");
    private static final Pattern TARGETS = Pattern.compile("/spec/terms/[^/]+/targets?(/[^/]+)?");
    private static final Pattern CALENDAR = Pattern.compile("/spec/calendars/[^/]+");
    private static final Pattern SERVICE = Pattern.compile("/spec/services/[^/]+");
    private static final Pattern ESCALATION = Pattern.compile("/spec/escalations/[^/]+");

    private DocumentReferences() {}

    /** Paths, of which some may lead nowhere, such as {@code calendar: assignee}. */
    static List<String> from(String key, JsonNode node, JsonNode document) {
        List<String> paths = new ArrayList<>();
        if (TERM.matcher(key).matches()) {
            term(node, document, paths);
        } else if (CREDIT.matcher(key).matches()) {
            credit(node, paths);
        } else if (TARGETS.matcher(key).matches()) {
            targets(node, paths);
        } else if (CALENDAR.matcher(key).matches()) {
            add(paths, "calendars", node.path("complementOf"));
        } else if (SERVICE.matcher(key).matches()) {
            add(paths, "services", node.path("partOf"));
        } else if (ESCALATION.matcher(key).matches()) {
            add(paths, "calendars", node.path("quiet").path("calendar"));
        } else if (key.equals("/spec/period")) {
            add(paths, "calendars", node.path("calendar"));
        } else if (key.equals("/spec/creditLimits")) {
            paths.addAll(List.of("/spec/charges", "/spec/period"));
        } else if (key.equals("/spec/reporting")) {
            paths.add("/spec/period");
        }
        return paths;
    }

    private static void term(JsonNode term, JsonNode document, List<String> paths) {
        add(paths, "services", term.path("service"));
        add(paths, "sources", term.path("measure").path("source"));
        add(paths, "escalations", term.path("escalation"));
        targets(term.path("targets"), paths);
        targets(term.path("target"), paths);
        if (term.has("credit")) {
            credit(term.path("credit"), paths);
        }
        // the months and the year in which it is judged, and what is paid for it
        paths.addAll(List.of("/spec/period", "/spec/charges"));
        for (JsonNode exclusion : document.path("spec").path("exclusions")) {
            if (applies(exclusion, term)) {
                add(paths, "exclusions", exclusion.path("id"));
            }
        }
    }

    private static boolean applies(JsonNode exclusion, JsonNode term) {
        JsonNode terms = exclusion.path("terms");
        if (terms.isEmpty()) {
            return true;
        }
        for (JsonNode named : terms) {
            if (named.equals(term.path("id"))) {
                return true;
            }
        }
        return false;
    }

    private static void credit(JsonNode credit, List<String> paths) {
        add(paths, "services", credit.path("base"));
        paths.addAll(List.of("/spec/charges", "/spec/creditLimits"));
    }

    /** One target, or a list of them. */
    private static void targets(JsonNode node, List<String> paths) {
        if (node.isArray()) {
            node.forEach(target -> targets(target, paths));
            return;
        }
        add(paths, "calendars", node.path("calendar"));
        node.path("when").path("opened").forEach(calendar -> add(paths, "calendars", calendar));
    }

    private static void add(List<String> paths, String list, JsonNode id) {
        if (id.isTextual()) {
            paths.add("/spec/" + list + "/" + id.asText());
        }
    }
}
