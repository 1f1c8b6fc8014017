package io.surety.agreement.document;

import io.surety.shared.ContentHash;
import org.jspecify.annotations.Nullable;

/**
 * @param name RFC 1123 label, at most 63 characters; identifies the agreement
 * @param title for people
 * @param template hash of the template that the document was made from
 */
public record Metadata(String name, String title, @Nullable ContentHash template) {}
