package io.surety.agreement;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads templates, fills them, and holds documents to their creation constraints (WS-Agreement, 4.2.2). */
public interface ReadTemplate {

    /** @throws Refusal as {@link ReadDocument#read} does, and for a template that its own examples do not fit */
    TemplateDocument read(byte[] text, DocumentFormat format);

    /** A template that was accepted before. */
    TemplateDocument typed(String normalised);

    /**
     * Makes an agreement of the template, which embeds the template's hash.
     *
     * @param name of the agreement
     * @param title of the agreement; null takes the template's
     * @param values of the placeholders, by name
     * @throws Refusal {@code document-invalid} if a value is missing or unknown, if the document is not accepted, or if
     *     a creation constraint does not hold
     */
    ParsedDocument fill(TemplateDocument template, String name, @Nullable String title, Map<String, String> values);

    /**
     * What the template makes with the values that a document has in the places of its placeholders, and with its
     * examples where the document has none; defaults written out, references frozen, normalised, and not linted.
     *
     * @param document normalised
     */
    String withValuesOf(TemplateDocument template, String document);

    /** Which of the template's creation constraints the document does not meet. */
    List<Diagnostic> check(TemplateDocument template, ParsedDocument document);
}
