package io.surety.evaluation.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Between columns and values. */
final class Columns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Columns() {}

    static Timestamp timestamp(Instant instant) {
        return Timestamp.from(instant);
    }

    static @Nullable Timestamp timestamp(Optional<Instant> instant) {
        return instant.map(Timestamp::from).orElse(null);
    }

    /** For {@code ::timestamptz[]}: an array of timestamps would lose its zone on the way. */
    static String[] instants(List<Instant> instants) {
        return instants.stream().map(Instant::toString).toArray(String[]::new);
    }

    static @Nullable String[] optionals(List<Optional<Instant>> instants) {
        return instants.stream().map(i -> i.map(Instant::toString).orElse(null)).toArray(String[]::new);
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T json(String text, TypeReference<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
