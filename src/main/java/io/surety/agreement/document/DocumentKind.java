package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a document is. */
public enum DocumentKind {
    @JsonProperty("Agreement")
    AGREEMENT,
    @JsonProperty("Template")
    TEMPLATE,
    @JsonProperty("Calendar")
    CALENDAR
}
