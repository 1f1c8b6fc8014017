package io.surety.agreement.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.TemplateDocument;
import io.surety.agreement.TemplateDocument.Placeholder;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A template is checked by filling it with its own examples: what comes out must be an acceptable agreement. */
@Component
final class TemplateReader implements ReadTemplate {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DocumentReader documents;
    private final CheckedTree trees;

    TemplateReader(DocumentReader documents, CheckedTree trees) {
        this.documents = documents;
        this.trees = trees;
    }

    @Override
    public TemplateDocument read(byte[] text, DocumentFormat format) {
        JsonNode tree = trees.read(text, format);
        if (!tree.path("kind").asText().equals("Template")) {
            throw DocumentReader.refuse(
                    List.of(new Diagnostic("/kind", "not-a-template", "an agreement or a calendar is no template")));
        }
        TemplateDocument template = typed(Canonical.of(Filling.asText(trees.withDefaults(tree))));
        refuseAny(placeholders(template, tree));
        Map<String, String> examples =
                template.placeholders().stream().collect(Collectors.toMap(Placeholder::name, Placeholder::example));
        refuseAny(check(template, made(template, template.name(), null, examples)));
        return template;
    }

    private static List<Diagnostic> placeholders(TemplateDocument template, JsonNode tree) {
        Findings findings = new Findings();
        findings.unique(template.placeholders(), Placeholder::name, "/placeholders", "name");
        Set<String> declared =
                template.placeholders().stream().map(Placeholder::name).collect(Collectors.toSet());
        Set<String> used = Filling.placeholders(tree.path("spec"));
        used.addAll(Filling.placeholders(tree.at("/metadata/title")));
        used.stream()
                .filter(name -> !declared.contains(name))
                .sorted()
                .forEach(name -> findings.error("/spec", "unknown-placeholder", "there is no placeholder " + name));
        for (int i = 0; i < template.placeholders().size(); i++) {
            String name = template.placeholders().get(i).name();
            findings.errorIf(
                    !used.contains(name), "/placeholders/" + i, "placeholder-not-used", "nothing takes " + name);
        }
        return findings.errors();
    }

    @Override
    public TemplateDocument typed(String normalised) {
        JsonNode tree = tree(normalised);
        List<Placeholder> placeholders = new ArrayList<>();
        tree.path("placeholders")
                .forEach(p -> placeholders.add(new Placeholder(
                        p.get("name").textValue(),
                        text(p, "description"),
                        p.get("example").textValue(),
                        text(p, "default"))));
        Set<OrganisationId> parties = new HashSet<>();
        for (JsonNode party : tree.at("/spec/parties")) {
            if (Filling.placeholders(party.path("id")).isEmpty()) {
                parties.add(new OrganisationId(party.path("id").asText()));
            }
        }
        return new TemplateDocument(
                tree.at("/metadata/name").textValue(),
                tree.at("/metadata/title").textValue(),
                Set.copyOf(parties),
                List.copyOf(placeholders),
                normalised,
                ContentHash.of(normalised));
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.get(field).textValue() : null;
    }

    @Override
    public ParsedDocument fill(
            TemplateDocument template, String name, @Nullable String title, Map<String, String> values) {
        Findings findings = new Findings();
        Map<String, String> all = new HashMap<>(values);
        for (Placeholder placeholder : template.placeholders()) {
            if (!all.containsKey(placeholder.name())) {
                String fallback = placeholder.fallback();
                if (fallback == null) {
                    findings.error("/values/" + placeholder.name(), "missing", "the template needs a value for it");
                } else {
                    all.put(placeholder.name(), fallback);
                }
            }
        }
        Set<String> known =
                template.placeholders().stream().map(Placeholder::name).collect(Collectors.toSet());
        values.keySet().stream()
                .filter(value -> !known.contains(value))
                .sorted()
                .forEach(value -> findings.error(
                        Pointers.child("/values", value),
                        "unknown-placeholder",
                        "the template has no such placeholder"));
        refuseAny(findings.errors());
        ParsedDocument document = made(template, name, title, all);
        refuseAny(check(template, document));
        return document;
    }

    private ParsedDocument made(
            TemplateDocument template, String name, @Nullable String title, Map<String, String> values) {
        ObjectNode tree = (ObjectNode) Filling.filled(tree(template.normalised()), values);
        tree.put("kind", "Agreement");
        tree.remove(List.of("placeholders", "constraints"));
        ObjectNode metadata = (ObjectNode) tree.get("metadata");
        metadata.put("name", name);
        if (title != null) {
            metadata.put("title", title);
        }
        metadata.put("template", template.hash().hex());
        return documents.accept(trees.checkedText(tree));
    }

    @Override
    public String withValuesOf(TemplateDocument template, String document) {
        JsonNode tree = tree(template.normalised());
        Map<String, String> values = new HashMap<>();
        template.placeholders().forEach(p -> values.put(p.name(), p.example()));
        values.putAll(Filling.valuesIn(tree.path("spec"), tree(document).path("spec")));
        ObjectNode filled = (ObjectNode) Filling.filled(tree, values);
        filled.put("kind", "Agreement");
        filled.remove(List.of("placeholders", "constraints"));
        JsonNode complete = trees.withDefaults(trees.typed(filled));
        documents.freeze(complete);
        return Canonical.of(complete);
    }

    @Override
    public List<Diagnostic> check(TemplateDocument template, ParsedDocument document) {
        return Constraints.check(tree(template.normalised()).path("constraints"), tree(document.normalised()));
    }

    private static JsonNode tree(String normalised) {
        try {
            return JSON.readTree(normalised);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a normalised text is JSON", e);
        }
    }

    private static void refuseAny(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            throw DocumentReader.refuse(found);
        }
    }
}
