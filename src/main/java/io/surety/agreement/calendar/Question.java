package io.surety.agreement.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.calendar.Span;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One operation of an evaluation. */
sealed interface Question {

    /** The years that may be asked about, as in documents; answers may lie later. */
    int FIRST_YEAR = 1970;

    int LAST_YEAR = 2200;

    /** The instant that decides which version of a calendar answers. */
    Instant start();

    record Elapsed(Instant start, Instant to, List<Interval> pauses) implements Question {}

    record Deadline(Instant start, Span within, List<Interval> pauses) implements Question {}

    record Open(Instant start) implements Question {}

    record NextOpen(Instant start) implements Question {}

    /**
     * Reads it.
     *
     * @param path where it stands
     * @throws Refusal {@code operation-invalid} with what is wrong
     */
    static Question of(JsonNode operation, String path) {
        return new Reading(operation, path).question();
    }

    /** Reads one operation. */
    record Reading(JsonNode operation, String path) {

        Question question() {
            return switch (text("op")) {
                case "elapsed" -> {
                    only(Set.of("op", "from", "to", "pauses"));
                    yield new Elapsed(instant("from"), instant("to"), pauses());
                }
                case "deadline" -> {
                    only(Set.of("op", "from", "within", "pauses"));
                    yield new Deadline(instant("from"), within(), pauses());
                }
                case "open" -> {
                    only(Set.of("op", "at"));
                    yield new Open(instant("at"));
                }
                case "next-open" -> {
                    only(Set.of("op", "at"));
                    yield new NextOpen(instant("at"));
                }
                default -> throw wrong("op", "value-not-allowed", "it is elapsed, deadline, open or next-open");
            };
        }

        private void only(Set<String> known) {
            operation.fieldNames().forEachRemaining(field -> {
                if (!known.contains(field)) {
                    throw wrong(field, "unknown-field", "the operation has no such field");
                }
            });
        }

        private String text(String field) {
            if (!operation.isObject()) {
                throw new Refusal(
                        Refusal.Kind.INVALID,
                        "operation-invalid",
                        "an operation is an object",
                        List.of(new Diagnostic(path, "wrong-type", "an operation is an object")));
            }
            if (!operation.path(field).isTextual()) {
                throw wrong(field, operation.has(field) ? "wrong-type" : "missing", "it is a text");
            }
            return operation.get(field).textValue();
        }

        private Instant instant(String field) {
            return instant(text(field), field);
        }

        private Instant instant(String text, String field) {
            try {
                OffsetDateTime at = OffsetDateTime.parse(text);
                if (at.getYear() < FIRST_YEAR || at.getYear() > LAST_YEAR) {
                    throw wrong(
                            field,
                            "out-of-range",
                            "calendars are asked about the years " + FIRST_YEAR + " to " + LAST_YEAR);
                }
                return at.toInstant();
            } catch (DateTimeParseException e) {
                throw wrong(field, "wrong-form", "it is an instant such as 2026-01-02T10:00:00Z");
            }
        }

        private Span within() {
            String text = text("within");
            try {
                Span span = Span.parse(text);
                if (!(span instanceof Span.Dates)) {
                    return span;
                }
            } catch (IllegalArgumentException e) {
                // Told below, in the words of this field.
            }
            throw wrong("within", "wrong-length", "it is open time such as PT4H, or business days such as P3BD");
        }

        private List<Interval> pauses() {
            JsonNode given = operation.path("pauses");
            if (given.isMissingNode()) {
                return List.of();
            }
            if (!given.isArray()) {
                throw wrong("pauses", "wrong-type", "it is a list");
            }
            List<Interval> pauses = new ArrayList<>();
            for (int i = 0; i < given.size(); i++) {
                pauses.add(pause(given.get(i), "pauses/" + i));
            }
            return pauses;
        }

        private Interval pause(JsonNode pause, String at) {
            if (!pause.path("from").isTextual() || !pause.path("to").isTextual() || pause.size() != 2) {
                throw wrong(at, "wrong-form", "a pause has from and to, and no more");
            }
            Instant from = instant(pause.get("from").textValue(), at + "/from");
            Instant to = instant(pause.get("to").textValue(), at + "/to");
            if (!to.isAfter(from)) {
                throw wrong(at + "/to", "period-empty", "a pause ends after it starts");
            }
            return new Interval(from, to);
        }

        private Refusal wrong(String field, String code, String message) {
            return Refusal.invalid(
                    "operation-invalid",
                    field + ": " + message,
                    List.of(new Diagnostic(path + "/" + field, code, message)));
        }
    }
}
