package io.surety.measurement.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.shared.Diagnostic;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads one measurement from a JSON object. */
@Component
class ReadMeasurement {

    /** @param measurement of {@code source} */
    record OfSource(String source, Measurement measurement) {}

    /** So much that no sum of a day comes near the limit of a {@code long}. */
    private static final long MOST_COUNTED = 1_000_000_000_000L;

    private static final long MOST_SCORE = 1_000_000;
    private static final Predicate<String> EVENT_TYPE =
            Pattern.compile("[a-z][a-z0-9-]{0,49}").asMatchPredicate();
    private static final Set<String> BY = Set.of("human", "automatic");
    /** How far ahead of ours the clock of a source may be. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final TimeSource time;

    ReadMeasurement(TimeSource time) {
        this.time = time;
    }

    /** @throws UnreadableMeasurement with all that is wrong */
    OfSource read(JsonNode node) throws UnreadableMeasurement {
        if (!node.isObject()) {
            throw refused("", "type-wrong", "a measurement is a JSON object");
        }
        var fields = new Fields(node);
        Kind kind = kind(fields);
        String source = fields.text("source", Texts::isLabel, "a label of a-z, 0-9 and hyphens");
        int revision = (int) fields.number("revision", Integer.MAX_VALUE, 0);
        if (fields.flag("void", false)) {
            String id = fields.text("id", Fields.SHORT);
            fields.check();
            return new OfSource(source, new Measurement(id, revision, 0, new Content.Withdrawn(kind)));
        }
        return switch (kind) {
            case WORK_ITEM -> of(source, fields, revision, workItem(fields));
            case OUTAGE -> of(source, fields, revision, outage(fields));
            case MAINTENANCE -> of(source, fields, revision, maintenance(fields));
            case SAMPLE -> of(source, fields, revision, sample(fields));
            case COUNTER -> of(source, fields, revision, counter(fields));
            case GAUGE -> of(source, fields, revision, gauge(fields));
            case VOLUME -> of(source, fields, revision, volume(fields));
            case SATISFACTION -> of(source, fields, revision, satisfaction(fields));
            case WATERMARK -> watermark(source, fields, revision);
        };
    }

    private static Kind kind(Fields fields) throws UnreadableMeasurement {
        String word = fields.text("kind", Fields.SHORT);
        return Kind.of(word)
                .orElseThrow(() -> refused(
                        "/kind",
                        word.isEmpty() ? "value-missing" : "value-not-allowed",
                        "must be one of "
                                + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))));
    }

    private static UnreadableMeasurement refused(String path, String code, String message) {
        return new UnreadableMeasurement(List.of(new Diagnostic(path, code, message)));
    }

    private static OfSource of(String source, Fields fields, int revision, Content content)
            throws UnreadableMeasurement {
        String id = fields.text("id", Fields.SHORT);
        fields.check();
        return new OfSource(source, new Measurement(id, revision, 0, content));
    }

    private static Content workItem(Fields fields) {
        String item = fields.text("item", Fields.SHORT);
        Instant at = fields.instant("at");
        long order = fields.number("order", Long.MAX_VALUE, 0);
        String type = fields.text("type", EVENT_TYPE, "an event type such as created or changed");
        String by = fields.optionalText("by", Fields.SHORT).orElse("");
        if (!by.isEmpty() && !BY.contains(by)) {
            fields.problem("by", "value-not-allowed", "must be human or automatic");
        }
        Map<String, String> attributes = fields.attributes("attributes");
        return new Content.WorkItem(item, at, List.of(order), type, by, attributes);
    }

    private static Content outage(Fields fields) {
        Instant from = fields.instant("from");
        @Nullable Instant to = fields.optionalInstant("to").orElse(null);
        checkOrder(fields, from, to);
        return new Content.Outage(
                service(fields),
                from,
                to,
                cause(fields),
                fields.optionalText("party", Fields.SHORT).orElse(null),
                fields.optionalText("evidence", Fields.LONG).orElse(""));
    }

    private static String cause(Fields fields) {
        String cause = fields.optionalText("cause", Fields.SHORT).orElse("fault");
        if (!cause.isEmpty() && !Texts.isLabel(cause)) {
            fields.problem("cause", "value-not-allowed", "must be a label such as fault, customer or force-majeure");
        }
        return cause;
    }

    /** The announcement is a fact; what is announced lies ahead. */
    private Content maintenance(Fields fields) {
        Instant from = fields.instant("from");
        Instant to = fields.instant("to");
        checkOrder(fields, from, to);
        Instant announcedAt = fields.instant("announcedAt");
        if (isToCome(announcedAt)) {
            fields.problem("announcedAt", "in-the-future", "must not be to come");
        }
        return new Content.Maintenance(
                service(fields),
                from,
                to,
                announcedAt,
                fields.optionalText("evidence", Fields.LONG).orElse(""));
    }

    private static void checkOrder(Fields fields, Instant from, @Nullable Instant to) {
        if (to != null && to.toEpochMilli() <= from.toEpochMilli()) {
            fields.problem("to", "ends-before-start", "must be later than from");
        }
    }

    private Content sample(Fields fields) {
        boolean up = fields.flag("up", false);
        fields.requirePresent("up");
        return new Content.Sample(service(fields), happened(fields), up);
    }

    private Content counter(Fields fields) {
        long good = fields.number("good", MOST_COUNTED);
        long total = fields.number("total", MOST_COUNTED);
        if (good > total) {
            fields.problem("good", "value-not-allowed", "must not be more than total");
        }
        return new Content.Counter(service(fields), indicator(fields), happened(fields), good, total);
    }

    private Content gauge(Fields fields) {
        return new Content.Gauge(service(fields), indicator(fields), happened(fields), fields.decimal("value"));
    }

    private Content volume(Fields fields) {
        long amount = fields.number("amount", MOST_COUNTED, 1);
        return new Content.Volume(service(fields), indicator(fields), happened(fields), amount);
    }

    private Content satisfaction(Fields fields) {
        BigDecimal score = fields.decimal("score");
        long outOf = fields.number("outOf", MOST_SCORE);
        if (score.signum() < 0 || score.compareTo(BigDecimal.valueOf(outOf)) > 0 || outOf == 0) {
            fields.problem("score", "value-not-allowed", "must lie between 0 and outOf, which is at least 1");
        }
        return new Content.Satisfaction(service(fields), indicator(fields), happened(fields), score, outOf);
    }

    private static String indicator(Fields fields) {
        return fields.optionalText("indicator", Fields.SHORT).orElse("");
    }

    /** What was counted or observed has happened; what is planned is no reading. */
    private Instant happened(Fields fields) {
        Instant at = fields.instant("at");
        if (isToCome(at)) {
            fields.problem("at", "in-the-future", "must not be to come");
        }
        return at;
    }

    private boolean isToCome(Instant at) {
        return at.isAfter(time.lately().plus(CLOCK_SKEW))
                && at.isAfter(time.now().plus(CLOCK_SKEW));
    }

    private static String service(Fields fields) {
        return fields.text("service", Texts::isLabel, "the id of a service");
    }

    /** Without an id its instant is its id: a watermark only ever says what it says. */
    private OfSource watermark(String source, Fields fields, int revision) throws UnreadableMeasurement {
        Instant at = fields.instant("at");
        if (isToCome(at)) {
            fields.problem("at", "in-the-future", "a source cannot be known until an instant that has not come");
        }
        String id = fields.optionalText("id", Fields.SHORT).orElse("watermark " + at);
        fields.check();
        return new OfSource(source, new Measurement(id, revision, 0, new Content.Watermark(at)));
    }
}
