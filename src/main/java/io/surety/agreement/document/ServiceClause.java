package io.surety.agreement.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service, what is not included in it, and what it costs if it has charges of its own. */
public record ServiceClause(
        String id, String description, List<String> notIncluded, @Nullable String partOf, @Nullable Charges charges) {}
