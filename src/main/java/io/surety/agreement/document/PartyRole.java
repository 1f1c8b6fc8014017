package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a party is in an agreement. */
public enum PartyRole {
    @JsonProperty("provider")
    PROVIDER,
    @JsonProperty("customer")
    CUSTOMER,
    @JsonProperty("third-party")
    THIRD_PARTY
}
