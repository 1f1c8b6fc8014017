package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.ReferredCalendars;
import io.surety.agreement.document.AgreementDocument;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** From bytes to an accepted document, step by step; each step refuses with all that it finds. */
@Component
final class DocumentReader implements ReadDocument {

    private final CheckedTree trees;
    private final Freezing freezing;

    DocumentReader(CheckedTree trees, ReferredCalendars calendars) {
        this.trees = trees;
        this.freezing = new Freezing(calendars);
    }

    @Override
    public ParsedDocument read(byte[] text, DocumentFormat format) {
        JsonNode tree = trees.read(text, format);
        if (!tree.path("kind").asText().equals("Agreement")) {
            throw refuse(
                    List.of(new Diagnostic("/kind", "not-an-agreement", "a template or a calendar is no agreement")));
        }
        return accept(tree);
    }

    @Override
    public AgreementDocument typed(String normalised) {
        return DocumentTyping.of(normalised);
    }

    @Override
    public ParsedDocument readNext(String text, String stored) {
        AgreedBefore before = new AgreedBefore();
        JsonNode old = trees.ofJson(stored);
        before.add(trees.check(old));
        steps(old, before::add);
        JsonNode next = trees.ofJson(text);
        before.refuseOthers(trees.check(next));
        ParsedDocument read = steps(next, before::refuseOthers);
        return new ParsedDocument(
                read.document(),
                read.normalised(),
                read.hash(),
                Stream.concat(read.warnings().stream(), before.passed.stream()).toList());
    }

    @Override
    public ParsedDocument accepted(String normalised) {
        return new ParsedDocument(typed(normalised), normalised, ContentHash.of(normalised), List.of());
    }

    /** @param tree of an agreement that the schema has checked */
    ParsedDocument accept(JsonNode tree) {
        return steps(tree, DocumentReader::refuseAny);
    }

    /** @param wrong is told what each step finds, and refuses it or lets it pass */
    private ParsedDocument steps(JsonNode tree, Consumer<List<Diagnostic>> wrong) {
        JsonNode complete = trees.withDefaults(tree);
        Findings frozen = new Findings();
        freezing.freeze(complete, frozen);
        wrong.accept(frozen.errors());
        AgreementDocument document = DocumentTyping.of(complete);
        Findings lint = Lint.check(document, complete);
        wrong.accept(lint.errors());
        String normalised = Canonical.of(complete);
        return new ParsedDocument(
                document,
                normalised,
                ContentHash.of(normalised),
                Stream.concat(frozen.warnings().stream(), lint.warnings().stream())
                        .toList());
    }

    /** What is wrong with a content that was agreed, by rules that are newer than it. */
    private static final class AgreedBefore {

        private final Set<String> found = new HashSet<>();
        private final List<Diagnostic> passed = new ArrayList<>();

        void add(List<Diagnostic> wrong) {
            wrong.forEach(diagnostic -> found.add(place(diagnostic)));
        }

        void refuseOthers(List<Diagnostic> wrong) {
            refuseAny(wrong.stream()
                    .filter(diagnostic -> !found.contains(place(diagnostic)))
                    .toList());
            passed.addAll(wrong);
        }

        private static String place(Diagnostic diagnostic) {
            return diagnostic.code() + " " + diagnostic.path();
        }
    }

    /** Writes out what a tree with its defaults refers to, whatever else is wrong with it. */
    void freeze(JsonNode complete) {
        freezing.freeze(complete, new Findings());
    }

    private static void refuseAny(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            throw refuse(found);
        }
    }

    static Refusal refuse(List<Diagnostic> found) {
        return Refusal.invalid(
                "document-invalid", "the document is not accepted, " + found.size() + " things are wrong", found);
    }
}
