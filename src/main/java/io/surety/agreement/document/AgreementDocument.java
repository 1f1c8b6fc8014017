package io.surety.agreement.document;

/**
 * One document, as it is hashed.
 *
 * @param apiVersion {@code surety/v1}
 */
public record AgreementDocument(String apiVersion, DocumentKind kind, Metadata metadata, Spec spec) {}
