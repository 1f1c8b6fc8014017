package io.surety.evaluation.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.surety.shared.Ratio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/**
 * The stored and published form of a ledger: {@code {"form":"time","from":…,"to":…,"entries":[…]}} or
 * {@code {"form":"account","inputs":"3","entries":[…]}}. Instants are ISO 8601 in UTC, weights are exact fractions such
 * as {@code "3"} or {@code "7/2"}. Equal ledgers have equal text.
 */
public final class LedgerJson {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addSerializer(Ratio.class, new WriteRatio())
                    .addDeserializer(Ratio.class, new ReadRatio()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .addMixIn(Ledger.class, Form.class)
            .build();

    private LedgerJson() {}

    public static String write(Ledger ledger) {
        try {
            return JSON.writerFor(Ledger.class).writeValueAsString(ledger);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if the text is no ledger, or one that does not cover or sum up */
    public static Ledger read(String json) {
        try {
            return JSON.readValue(json, Ledger.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no ledger: " + e.getOriginalMessage(), e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "form")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TimeLedger.class, name = "time"),
        @JsonSubTypes.Type(value = Account.class, name = "account")
    })
    private interface Form {}

    private static final class WriteRatio extends StdSerializer<Ratio> {
        WriteRatio() {
            super(Ratio.class);
        }

        @Override
        public void serialize(Ratio value, JsonGenerator json, SerializerProvider provider) throws IOException {
            boolean whole = value.denominator().equals(BigInteger.ONE);
            json.writeString(whole ? value.numerator().toString() : value.toString());
        }
    }

    private static final class ReadRatio extends StdDeserializer<Ratio> {
        ReadRatio() {
            super(Ratio.class);
        }

        @Override
        public Ratio deserialize(JsonParser json, DeserializationContext context) throws IOException {
            List<String> parts = List.of(json.getValueAsString("").split("/", 2));
            BigInteger under = parts.size() == 2 ? new BigInteger(parts.get(1)) : BigInteger.ONE;
            return new Ratio(new BigInteger(parts.get(0)), under);
        }
    }
}
