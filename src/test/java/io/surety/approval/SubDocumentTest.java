package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.shared.ContentHash;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubDocumentTest {

    private static final String DOCUMENT =
            """
            {"apiVersion": "surety/v1", "kind": "Agreement", "metadata": {"name": "a", "title": "A"},
             "spec": {
               "period": {"start": "2026-01-01", "calendar": "office"},
               "charges": {"amount": "100.00", "currency": "EUR", "per": "month"},
               "services": [{"id": "desk", "description": "desk"}, {"id": "portal", "description": "portal"}],
               "calendars": [{"id": "prime"}, {"id": "non-prime", "complementOf": "prime"}, {"id": "office"},
                             {"id": "quiet"}, {"id": "unused"}],
               "sources": [{"id": "tickets"}, {"id": "probe"}],
               "terms": [
                 {"id": "respond", "service": "desk", "measure": {"source": "tickets"},
                  "targets": [{"id": "all", "when": {"opened": ["prime"]}, "calendar": "non-prime", "within": "PT4H"}],
                  "credit": {"base": "desk", "tiers": [{"below": "95%", "percent": "5"}]}, "escalation": "late"},
                 {"id": "up", "service": "portal", "measure": {"source": "probe"},
                  "target": {"atLeast": "99%", "calendar": "office", "per": "month"}}],
               "exclusions": [{"id": "patching", "terms": ["up"]}, {"id": "own-fault", "terms": []}],
               "creditLimits": {"perYear": "10%"},
               "escalations": [{"id": "late", "quiet": {"calendar": "quiet"}}, {"id": "other"}],
               "review": {"every": "P3M"}}}
            """;

    @Test
    void closesATermOverAllThatMakesItWhatItIs() {
        assertThat(parts(DOCUMENT, "/spec/terms/respond"))
                .containsExactlyInAnyOrder(
                        "/spec/terms/respond",
                        "/spec/services/desk",
                        "/spec/sources/tickets",
                        "/spec/calendars/non-prime",
                        "/spec/calendars/prime",
                        "/spec/calendars/office",
                        "/spec/calendars/quiet",
                        "/spec/exclusions/own-fault",
                        "/spec/escalations/late",
                        "/spec/charges",
                        "/spec/creditLimits",
                        "/spec/period");
    }

    @Test
    void closesACreditOverTheMoneyOnly() {
        assertThat(parts(DOCUMENT, "/spec/terms/*/credit"))
                .containsExactlyInAnyOrder(
                        "/spec/terms/respond/credit",
                        "/spec/services/desk",
                        "/spec/charges",
                        "/spec/creditLimits",
                        "/spec/period",
                        "/spec/calendars/office");
    }

    @Test
    void takesTheWholeDocumentApart() {
        assertThat(parts(DOCUMENT, "/")).contains("/metadata", "/kind", "/spec/review", "/spec/terms/up");
    }

    @Test
    void keepsTheHashWhileOnlyOtherPartsChange() {
        String other = DOCUMENT.replace("\"P3M\"", "\"P6M\"")
                .replace("{\"id\": \"unused\"}", "{\"id\": \"unused\", \"x\": 1}");
        assertThat(hash(other, "/spec/terms")).isEqualTo(hash(DOCUMENT, "/spec/terms"));
        assertThat(hash(other, "/")).isNotEqualTo(hash(DOCUMENT, "/"));
    }

    @Test
    void changesTheHashWithWhatATermRefersTo() {
        for (String change :
                List.of("PT4H>PT5H", "{\"id\": \"prime\"}>{\"id\": \"prime\", \"x\": 1}", "100.00>101.00")) {
            String[] fromTo = change.split(">");
            assertThat(hash(DOCUMENT.replace(fromTo[0], fromTo[1]), "/spec/terms/respond"))
                    .as(change)
                    .isNotEqualTo(hash(DOCUMENT, "/spec/terms/respond"));
        }
    }

    @Test
    void changesTheHashWhenATermIsAdded() {
        String more = DOCUMENT.replace("\"terms\": [\n", "\"terms\": [{\"id\": \"new\"},\n");
        assertThat(more).isNotEqualTo(DOCUMENT);
        assertThat(hash(more, "/spec/terms")).isNotEqualTo(hash(DOCUMENT, "/spec/terms"));
        assertThat(hash(more, "/spec/terms/up")).isEqualTo(hash(DOCUMENT, "/spec/terms/up"));
    }

    @Test
    void doesNotDependOnTheOrderOfTerms() {
        String swapped = DOCUMENT.replace(
                "{\"id\": \"desk\", \"description\": \"desk\"}, {\"id\": \"portal\", \"description\": \"portal\"}",
                "{\"id\": \"portal\", \"description\": \"portal\"}, {\"id\": \"desk\", \"description\": \"desk\"}");
        assertThat(swapped).isNotEqualTo(DOCUMENT);
        assertThat(hash(swapped, "/spec/services")).isEqualTo(hash(DOCUMENT, "/spec/services"));
    }

    private static Set<String> parts(String document, String... paths) {
        return SubDocument.of(Json.read(document), List.of(paths)).parts().keySet();
    }

    private static ContentHash hash(String document, String... paths) {
        return SubDocument.of(Json.read(document), List.of(paths)).hash();
    }
}
