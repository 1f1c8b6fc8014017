package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whom an agreement covers; the more specific one wins, in this order. */
public enum Scope {
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("service")
    SERVICE,
    @JsonProperty("multi-level")
    MULTI_LEVEL
}
