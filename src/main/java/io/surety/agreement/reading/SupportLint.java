package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.shared.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Refuses what the format allows and this release does not judge, so that nothing is accepted and then ignored. Runs on
 * the tree: the records of a document hold only what is supported.
 */
final class SupportLint {

    static final String CODE = "not-supported-yet";

    private static final Set<String> ITEMS = Set.of("duration", "volume");

    private final List<Diagnostic> found = new ArrayList<>();

    private SupportLint() {}

    static List<Diagnostic> check(JsonNode tree) {
        var lint = new SupportLint();
        JsonNode spec = tree.path("spec");
        lint.exclusions(spec.path("exclusions"), spec.path("terms"));
        lint.escalations(spec.path("escalations"));
        lint.reporting(spec.path("reporting"));
        return lint.found;
    }

    /** Clocks pause, and items are counted whenever they come; what is excluded is time of the other kinds. */
    private void exclusions(JsonNode exclusions, JsonNode terms) {
        Set<String> clocks = StreamSupport.stream(terms.spliterator(), false)
                .filter(t -> ITEMS.contains(t.path("measure").path("kind").asText()))
                .map(t -> t.path("id").asText())
                .collect(Collectors.toSet());
        boolean onlyClocks = clocks.size() == terms.size();
        for (int i = 0; i < exclusions.size(); i++) {
            JsonNode named = exclusions.get(i).path("terms");
            if (named.isEmpty() && onlyClocks) {
                refuse(
                        "/spec/exclusions/" + i,
                        "items are not excluded yet, their clocks pause; no other term is there");
            }
            for (int j = 0; j < named.size(); j++) {
                if (clocks.contains(named.get(j).asText())) {
                    refuse("/spec/exclusions/" + i + "/terms/" + j, "items are not excluded yet, their clocks pause");
                }
            }
        }
    }

    private void escalations(JsonNode escalations) {
        for (int i = 0; i < escalations.size(); i++) {
            JsonNode tiers = escalations.get(i).path("tiers");
            for (int j = 0; j < tiers.size(); j++) {
                String path = "/spec/escalations/" + i + "/tiers/" + j + "/at";
                if (tiers.get(j).path("at").path("before").asText().endsWith("BD")) {
                    refuse(path + "/before", "a tier before the deadline counts open time, such as PT4H");
                }
            }
        }
    }

    private void reporting(JsonNode reporting) {
        String every = reporting.path("every").asText("P1W");
        if (!every.equals("P1W")) {
            refuse("/spec/reporting/every", "reports are weekly for now, not every " + every);
        }
    }

    private void refuse(String path, String message) {
        found.add(new Diagnostic(path, CODE, message));
    }
}
