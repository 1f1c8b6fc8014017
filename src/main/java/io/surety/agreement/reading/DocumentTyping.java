package io.surety.agreement.reading;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.calendar.Span;
import io.surety.shared.ContentHash;
import io.surety.shared.Ratio;
import java.util.function.Function;

/** Turns an accepted tree into the records of {@code agreement.document}. */
final class DocumentTyping {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(Span.class, new Text<>(Span.class, Span::parse))
                    .addDeserializer(Ratio.class, new Text<>(Ratio.class, Ratio::parsePercent))
                    .addDeserializer(ContentHash.class, new Text<>(ContentHash.class, ContentHash::new)))
            // {@code when: {opened: prime}} is the one text among lists of values.
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private DocumentTyping() {}

    /** @throws IllegalStateException if the schema lets something through that the records do not know */
    static AgreementDocument of(JsonNode tree) {
        try {
            return MAPPER.treeToValue(tree, AgreementDocument.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema and the records of a document differ", e);
        }
    }

    /** @throws IllegalStateException as above */
    static CalendarClause calendar(JsonNode clause) {
        try {
            return MAPPER.treeToValue(clause, CalendarClause.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the schema and the records of a calendar differ", e);
        }
    }

    static AgreementDocument of(String normalised) {
        try {
            return of(MAPPER.readTree(normalised));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is no JSON", e);
        }
    }

    private static final class Text<T> extends FromStringDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> reader;

        Text(Class<T> type, Function<String, T> reader) {
            super(type);
            this.reader = reader;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws java.io.IOException {
            return _deserialize(parser.getValueAsString(), context);
        }

        @Override
        protected T _deserialize(String value, DeserializationContext context) {
            return reader.apply(value);
        }
    }
}
