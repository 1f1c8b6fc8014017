package io.surety.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.surety.shared.ContentHash;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measurement as it is stored.
 *
 * @param hash over the canonical text of kind and content: neither the line nor the time of receipt is content
 * @param body the content as JSON with sorted keys; null for a withdrawal
 */
record RecordRow(
        Measurement measurement,
        String hash,
        @Nullable String subject,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        List<Long> ordinal,
        @Nullable String body) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .serializationInclusion(JsonInclude.Include.NON_NULL)
            .build();

    static RecordRow of(Measurement measurement) {
        Content content = measurement.content();
        if (content instanceof Content.Withdrawn withdrawn) {
            String hash = ContentHash.of("void " + withdrawn.kind().word()).hex();
            return new RecordRow(measurement, hash, null, null, null, List.of(), null);
        }
        String body = text(content);
        String hash = ContentHash.of(content.kind().word() + " " + body).hex();
        if (content instanceof Content.WorkItem c) {
            return new RecordRow(measurement, hash, c.item(), c.at(), null, c.order(), body);
        } else if (content instanceof Content.Outage c) {
            return new RecordRow(measurement, hash, c.service(), c.from(), c.to(), List.of(), body);
        } else if (content instanceof Content.Maintenance c) {
            return new RecordRow(measurement, hash, c.service(), c.from(), c.to(), List.of(), body);
        } else if (content instanceof Content.Watermark c) {
            return new RecordRow(measurement, hash, null, c.at(), null, List.of(), body);
        }
        throw new IllegalStateException("no record: " + content);
    }

    RevisionsOfRecord.Revision revision() {
        return new RevisionsOfRecord.Revision(
                measurement.revision(), hash, measurement.content() instanceof Content.Withdrawn);
    }

    /** What {@link #body} was written from. */
    static <C extends Content> C content(String body, Class<C> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored measurement is readable", e);
        }
    }

    static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }

    static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("every content can be written", e);
        }
    }
}
