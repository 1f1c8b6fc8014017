package io.surety.measurement.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.shared.Diagnostic;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object. Each reader notes what is wrong and answers a stand-in; {@link #check} then refuses
 * the object with everything that was noted, so that nothing is ever built from a stand-in.
 */
class Fields {

    static final int SHORT = 200;
    static final int LONG = 4000;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int MOST_DIGITS = 18;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?");

    private final JsonNode object;
    /** So few that looking through them is faster than hashing. */
    private final List<String> read = new ArrayList<>(10);

    private final List<Diagnostic> problems = new ArrayList<>();

    Fields(JsonNode object) {
        this.object = object;
    }

    void check() throws UnreadableMeasurement {
        object.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                problem(name, "unknown-field", "a measurement of this kind has no such field");
            }
        });
        if (!problems.isEmpty()) {
            throw new UnreadableMeasurement(problems);
        }
    }

    void problem(String field, String code, String message) {
        problemAt(pointer(field), code, message);
    }

    private void problemAt(String path, String code, String message) {
        problems.add(new Diagnostic(path, code, message));
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    String text(String field, int longest) {
        return optionalText(field, longest).orElseGet(() -> missing(field));
    }

    /** As {@code allowed}, which {@code shape} says in words. */
    String text(String field, Predicate<String> allowed, String shape) {
        String value = text(field, SHORT);
        if (!value.isEmpty() && !allowed.test(value)) {
            problem(field, "value-not-allowed", "must be " + shape);
        }
        return value;
    }

    Optional<String> optionalText(String field, int longest) {
        JsonNode node = node(field);
        if (node == null) {
            return Optional.empty();
        }
        return keep(pointer(field), node, longest);
    }

    private Optional<String> keep(String path, JsonNode node, int longest) {
        if (!node.isTextual()) {
            problemAt(path, "type-wrong", "must be a text");
        } else if (node.textValue().isBlank()) {
            problemAt(path, "value-missing", "must not be blank");
        } else if (node.textValue().length() > longest) {
            problemAt(path, "value-too-long", "has more than " + longest + " characters");
        } else if (!Texts.isClean(node.textValue())) {
            problemAt(path, "character-not-allowed", "has a control character or half a character");
        } else {
            return Optional.of(node.textValue());
        }
        return Optional.of("");
    }

    Instant instant(String field) {
        return optionalInstant(field).orElseGet(() -> {
            missing(field);
            return Instant.EPOCH;
        });
    }

    Optional<Instant> optionalInstant(String field) {
        return optionalText(field, SHORT).map(text -> {
            try {
                return text.isEmpty() ? Instant.EPOCH : Texts.instant(text);
            } catch (DateTimeException e) {
                problem(field, "date-unreadable", "must be an instant such as 2026-06-30T08:15:00Z: " + text);
                return Instant.EPOCH;
            }
        });
    }

    /** An integer of at least 0. */
    long number(String field, long most) {
        JsonNode node = node(field);
        if (node == null) {
            missing(field);
        } else if (!node.isIntegralNumber()
                || !node.canConvertToLong()
                || node.longValue() < 0
                || node.longValue() > most) {
            problem(field, "type-wrong", "must be an integer from 0 to " + most);
        } else {
            return node.longValue();
        }
        return 0;
    }

    long number(String field, long most, long otherwise) {
        return object.hasNonNull(field) ? number(field, most) : otherwise;
    }

    /** A decimal number, as a JSON number or in a text, of at most 18 digits before and after its point. */
    BigDecimal decimal(String field) {
        JsonNode node = node(field);
        if (node == null) {
            missing(field);
            return BigDecimal.ZERO;
        }
        if (node.isNumber()
                || (node.isTextual() && DECIMAL.matcher(node.textValue()).matches())) {
            BigDecimal value = node.isNumber() ? node.decimalValue() : new BigDecimal(node.textValue());
            if (value.scale() <= MOST_DIGITS && value.precision() - value.scale() <= MOST_DIGITS) {
                return value;
            }
        }
        problem(field, "type-wrong", "must be a decimal number of at most " + MOST_DIGITS + " digits on either side");
        return BigDecimal.ZERO;
    }

    boolean flag(String field, boolean otherwise) {
        JsonNode node = node(field);
        if (node == null) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            problem(field, "type-wrong", "must be true or false");
        }
        return node.booleanValue();
    }

    void requirePresent(String field) {
        if (!object.hasNonNull(field)) {
            missing(field);
        }
    }

    /** Texts by name. */
    Map<String, String> attributes(String field) {
        var attributes = new TreeMap<String, String>();
        JsonNode node = node(field);
        if (node == null) {
            return attributes;
        }
        if (!node.isObject() || node.size() > MOST_ATTRIBUTES) {
            problem(field, "type-wrong", "must be an object of at most " + MOST_ATTRIBUTES + " texts");
            return attributes;
        }
        node.properties().forEach(entry -> {
            if (entry.getKey().isBlank() || entry.getKey().length() > SHORT || !Texts.isClean(entry.getKey())) {
                problem(field, "value-not-allowed", "has an attribute with a blank, long or unclean name");
            }
            keep(pointer(field) + pointer(entry.getKey()), entry.getValue(), LONG)
                    .ifPresent(value -> attributes.put(entry.getKey(), value));
        });
        return attributes;
    }

    private @Nullable JsonNode node(String field) {
        read.add(field);
        JsonNode node = object.get(field);
        return node == null || node.isNull() ? null : node;
    }

    private String missing(String field) {
        problem(field, "value-missing", "is needed");
        return "";
    }
}
