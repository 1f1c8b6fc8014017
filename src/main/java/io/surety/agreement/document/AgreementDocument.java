package io.surety.agreement.document;

import java.util.function.Predicate;

/**
 * One document, as it is hashed.
 *
 * @param apiVersion {@code surety/v1}
 */
public record AgreementDocument(String apiVersion, DocumentKind kind, Metadata metadata, Spec spec) {

    /** The same with another content; for looking at, for it has another hash. */
    AgreementDocument with(Spec other) {
        return new AgreementDocument(apiVersion, kind, metadata, other);
    }

    /** The same with some of its sources only, as for a reader who may not see the others; for looking at. */
    public AgreementDocument withSources(Predicate<SourceClause> kept) {
        return with(spec.withSources(spec.sources().stream().filter(kept).toList()));
    }
}
