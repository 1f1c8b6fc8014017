package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.shared.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** Holds an agreement to the creation constraints of its template. */
final class Constraints {

    static final String CODE = "creation-constraint";

    private final JsonNode agreement;
    private final List<Diagnostic> found = new ArrayList<>();

    private Constraints(JsonNode agreement) {
        this.agreement = agreement;
    }

    static List<Diagnostic> check(JsonNode constraints, JsonNode agreement) {
        Constraints check = new Constraints(agreement);
        constraints.forEach(check::constraint);
        return check.found;
    }

    private void constraint(JsonNode constraint) {
        String id = constraint.get("id").textValue();
        if (constraint.has("range")) {
            range(id, constraint.get("range"));
        } else if (constraint.has("enumeration")) {
            enumeration(id, constraint.get("enumeration"));
        } else if (constraint.has("exactlyOne")) {
            exactlyOne(id, constraint.get("exactlyOne"));
        } else {
            relation(id, constraint.get("relation"));
        }
    }

    private void range(String id, JsonNode range) {
        String path = range.get("path").textValue();
        value(id, path).ifPresent(value -> {
            if (range.has("atLeast")) {
                compare(id, path, value, range.get("atLeast").textValue(), sign -> sign >= 0, "at least");
            }
            if (range.has("atMost")) {
                compare(id, path, value, range.get("atMost").textValue(), sign -> sign <= 0, "at most");
            }
        });
    }

    private void enumeration(String id, JsonNode enumeration) {
        String path = enumeration.get("path").textValue();
        value(id, path).ifPresent(value -> {
            List<String> allowed = new ArrayList<>();
            enumeration.get("values").forEach(v -> allowed.add(v.textValue()));
            if (!allowed.contains(value)) {
                refuse(id, path, value + " is none of " + String.join(", ", allowed));
            }
        });
    }

    private void exactlyOne(String id, JsonNode exactlyOne) {
        List<String> paths = new ArrayList<>();
        exactlyOne.get("paths").forEach(path -> paths.add(path.textValue()));
        long there = paths.stream()
                .filter(path -> Places.find(agreement, path).isPresent())
                .count();
        if (there != 1) {
            refuse(id, paths.get(0), "exactly one of " + String.join(", ", paths) + " is there, and not " + there);
        }
    }

    private void relation(String id, JsonNode relation) {
        String left = relation.get("left").textValue();
        String right = relation.get("right").textValue();
        Optional<String> one = value(id, left);
        Optional<String> other = value(id, right);
        if (one.isPresent() && other.isPresent()) {
            switch (relation.get("is").textValue()) {
                case "at-most" -> compare(id, left, one.get(), other.get(), sign -> sign <= 0, "at most");
                case "less-than" -> compare(id, left, one.get(), other.get(), sign -> sign < 0, "less than");
                default -> compare(id, left, one.get(), other.get(), sign -> sign == 0, "equal to");
            }
        }
    }

    private Optional<String> value(String id, String path) {
        Optional<String> value =
                Places.find(agreement, path).filter(JsonNode::isValueNode).map(JsonNode::asText);
        if (value.isEmpty()) {
            refuse(id, path, "there is no value");
        }
        return value;
    }

    private void compare(String id, String path, String value, String limit, IntPredicate holds, String word) {
        OptionalInt sign = Comparison.of(value, limit);
        if (sign.isEmpty()) {
            refuse(id, path, value + " cannot be compared with " + limit);
        } else if (!holds.test(sign.getAsInt())) {
            refuse(id, path, value + " is not " + word + " " + limit);
        }
    }

    private void refuse(String id, String path, String message) {
        found.add(new Diagnostic(path, CODE, "the template's constraint " + id + ": " + message));
    }
}
