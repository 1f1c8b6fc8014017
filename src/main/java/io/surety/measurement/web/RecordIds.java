package io.surety.measurement.web;

import io.surety.party.OrganisationId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the bodies about outages and maintenance have in common. */
final class RecordIds {

    static final String PATTERN = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private static final Duration LOOK_BACK = Duration.ofDays(31);
    private static final Duration LOOK_AHEAD = Duration.ofDays(366);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private RecordIds() {}

    static String orNew(@Nullable String id) {
        return id == null ? UUID.randomUUID().toString() : id;
    }

    static @Nullable OrganisationId organisation(@Nullable String id) {
        return id == null ? null : new OrganisationId(id);
    }

    /** @throws Refusal if it ends before it starts, or is not in the years 1970 to 9999 */
    static void checkSpan(Instant from, @Nullable Instant to) {
        if (from.isBefore(Instant.EPOCH) || from.isAfter(LAST)) {
            throw invalid("/from", "value-not-allowed", "must lie in the years 1970 to 9999");
        }
        if (to != null && to.isAfter(LAST)) {
            throw invalid("/to", "value-not-allowed", "must lie in the years 1970 to 9999");
        }
        if (to != null && to.toEpochMilli() <= from.toEpochMilli()) {
            throw invalid("/to", "ends-before-start", "must be later than from");
        }
    }

    /** Without what the database cannot keep; empty for nothing. */
    static String cleanText(String path, @Nullable String text) {
        String value = Objects.requireNonNullElse(text, "");
        if (value.codePoints().anyMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE)) {
            throw invalid(path, "character-not-allowed", "has a control character or half a character");
        }
        return value;
    }

    static Interval span(@Nullable Instant from, @Nullable Instant to, Instant now) {
        Instant start = from == null ? now.minus(LOOK_BACK) : from;
        Instant end = to == null ? now.plus(LOOK_AHEAD) : to;
        if (!end.isAfter(start)) {
            throw invalid("/to", "ends-before-start", "must be later than from");
        }
        return new Interval(start, end);
    }

    private static Refusal invalid(String path, String code, String message) {
        return Refusal.invalid(
                "record-invalid", "the record is not accepted", List.of(new Diagnostic(path, code, message)));
    }
}
