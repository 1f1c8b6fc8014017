package io.surety.negotiation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.shared.ContentHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * What of a document a third party carries: its own clause, the terms that it supports, measures or is named in, and
 * the sources that it delivers. Its consent is to the hash of that, so a change elsewhere leaves the consent alone.
 */
final class SubDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SubDocuments() {}

    /**
     * The sub-document of each third party that has duties, by its id, in the order of the document.
     *
     * @param normalised a document in its RFC 8785 form
     */
    static Map<String, SubDocument> of(String normalised) {
        JsonNode spec = read(normalised).path("spec");
        Map<String, SubDocument> found = new LinkedHashMap<>();
        for (JsonNode party : spec.path("parties")) {
            if (party.path("role").asText().equals("third-party")
                    && !party.path("duties").isEmpty()) {
                found.put(party.path("id").asText(), subDocument(party, spec));
            }
        }
        return found;
    }

    private static SubDocument subDocument(JsonNode party, JsonNode spec) {
        String id = party.path("id").asText();
        ObjectNode content = JSON.createObjectNode();
        content.set("party", party);
        content.set("terms", select(spec.path("terms"), term -> concerns(term, id, party.path("under"))));
        content.set(
                "sources",
                select(spec.path("sources"), s -> s.path("delivers").asText().equals(id)));
        List<String> terms = new ArrayList<>();
        content.path("terms").forEach(term -> terms.add(term.path("id").asText()));
        List<String> duties = new ArrayList<>();
        party.path("duties").forEach(duty -> duties.add(duty.asText()));
        return new SubDocument(canonicalHash(content), duties, terms);
    }

    private static boolean concerns(JsonNode term, String party, JsonNode contract) {
        for (JsonNode support : term.path("supportedBy")) {
            if (contract.isTextual() && support.path("agreement").asText().equals(contract.asText())) {
                return true;
            }
        }
        return term.findValuesAsText("party").contains(party)
                || term.path("tracking").path("measuredBy").asText().equals(party)
                || term.path("tracking").path("checkedBy").asText().equals(party);
    }

    private static ArrayNode select(JsonNode all, Predicate<JsonNode> wanted) {
        ArrayNode selected = JSON.createArrayNode();
        all.forEach(one -> {
            if (wanted.test(one)) {
                selected.add(one);
            }
        });
        return selected;
    }

    private static ContentHash canonicalHash(JsonNode content) {
        try {
            return ContentHash.of(new JsonCanonicalizer(JSON.writeValueAsString(content)).getEncodedUTF8());
        } catch (IOException e) {
            throw new IllegalStateException("a part of a normalised document can be written", e);
        }
    }

    static JsonNode read(String normalised) {
        try {
            return JSON.readTree(normalised);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document can be read", e);
        }
    }

    /** @param terms ids of the terms that it is part of */
    record SubDocument(ContentHash hash, List<String> duties, List<String> terms) {}
}
