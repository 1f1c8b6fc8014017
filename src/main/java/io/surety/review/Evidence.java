package io.surety.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;

/**
 * What a review looks at, frozen when it starts.
 *
 * @param from start of the span: the end of the last review's span, or the start of the validity
 * @param to its end, the start of this review
 * @param terms a row for each term, target and period that ended or runs in the span
 * @param violations how many of the periods violated their term
 * @param breaches how many clocks went late in the span
 * @param escalations how many were opened in the span
 */
public record Evidence(Instant from, Instant to, List<TermRow> terms, int violations, int breaches, int escalations) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    /**
     * One line, in words for people.
     *
     * @param value achieved, such as {@code 97.5 %}, or a dash
     * @param credit such as {@code EUR 600.00}, or empty
     */
    public record TermRow(String term, String target, String period, String value, String verdict, String credit) {}

    public static Evidence fromJson(String text) {
        try {
            return JSON.readValue(text, Evidence.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored evidence is readable", e);
        }
    }

    String toJson() {
        return write(this);
    }

    public String termsToJson() {
        return write(terms);
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("evidence is writable", e);
        }
    }
}
