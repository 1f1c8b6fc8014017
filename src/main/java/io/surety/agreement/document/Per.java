package io.surety.agreement.document;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A calendar period in the agreement's zone. */
public enum Per {
    @JsonProperty("day")
    DAY,
    @JsonProperty("week")
    WEEK,
    @JsonProperty("month")
    MONTH,
    @JsonProperty("quarter")
    QUARTER,
    @JsonProperty("year")
    YEAR
}
