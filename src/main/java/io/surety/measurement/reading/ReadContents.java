package io.surety.measurement.reading;

import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.reading.SeriesDirectory.Entry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes readings of measurements that are nothing but numbers. */
@Component
class ReadContents {

    /** Looking for the algorithm costs more than the hash; after a digest it is as new. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ReadContents::sha256);

    private final SeriesDirectory series;

    ReadContents(SeriesDirectory series) {
        this.series = series;
    }

    static Optional<ReadingKind> kind(Kind kind) {
        return switch (kind) {
            case SAMPLE -> Optional.of(ReadingKind.SAMPLE);
            case COUNTER -> Optional.of(ReadingKind.COUNTER);
            case GAUGE -> Optional.of(ReadingKind.GAUGE);
            case VOLUME -> Optional.of(ReadingKind.VOLUME);
            case SATISFACTION -> Optional.of(ReadingKind.SATISFACTION);
            case WORK_ITEM, OUTAGE, MAINTENANCE, WATERMARK -> Optional.empty();
        };
    }

    /** @param now stands for the event time of a withdrawal, which has none */
    Reading reading(String source, Measurement measurement, Instant now) {
        Content content = measurement.content();
        if (content instanceof Content.Sample c) {
            return of(source, measurement, c.service(), "", c.at(), c.up() ? 1L : 0L, 1L, null);
        } else if (content instanceof Content.Counter c) {
            return of(source, measurement, c.service(), c.indicator(), c.at(), c.good(), c.total(), null);
        } else if (content instanceof Content.Gauge c) {
            return of(source, measurement, c.service(), c.indicator(), c.at(), null, null, c.value());
        } else if (content instanceof Content.Volume c) {
            return of(source, measurement, c.service(), c.indicator(), c.at(), null, c.amount(), null);
        } else if (content instanceof Content.Satisfaction c) {
            return of(source, measurement, c.service(), c.indicator(), c.at(), null, c.outOf(), c.score());
        }
        return withdrawal(source, measurement, now);
    }

    private Reading withdrawal(String source, Measurement measurement, Instant now) {
        Kind kind = measurement.content().kind();
        return new Reading(
                series.sourceNumber(source),
                measurement.id(),
                measurement.revision(),
                hash("void " + kind.word()),
                kind(kind).orElseThrow(),
                Reading.NO_SERIES,
                now,
                null,
                null,
                null);
    }

    private Reading of(
            String source,
            Measurement measurement,
            String service,
            String indicator,
            Instant at,
            @Nullable Long good,
            @Nullable Long total,
            @Nullable BigDecimal value) {
        ReadingKind kind = kind(measurement.content().kind()).orElseThrow();
        return new Reading(
                series.sourceNumber(source),
                measurement.id(),
                measurement.revision(),
                hash(canonical(measurement.content(), indicator)),
                kind,
                series.number(new Entry(new SeriesRef(source, service, indicator), kind)),
                at,
                good,
                total,
                value);
    }

    /**
     * The kind and the fields in the order of their names. It stays as it is: what was stored is known again by its hash.
     * A service is a label, and an indicator comes last, so nothing has to be escaped.
     */
    private static String canonical(Content content, String indicator) {
        String fields;
        if (content instanceof Content.Sample c) {
            fields = "{\"at\":\"" + InstantTexts.text(c.at()) + "\",\"service\":\"" + c.service() + "\",\"up\":"
                    + c.up() + "}";
        } else if (content instanceof Content.Counter c) {
            fields = "{\"at\":\"" + InstantTexts.text(c.at()) + "\",\"good\":" + c.good() + ",\"service\":\""
                    + c.service() + "\",\"total\":" + c.total() + "}";
        } else if (content instanceof Content.Gauge c) {
            fields = "{\"at\":\"" + InstantTexts.text(c.at()) + "\",\"service\":\"" + c.service() + "\",\"value\":"
                    + plain(c.value()) + "}";
        } else if (content instanceof Content.Volume c) {
            fields = "{\"amount\":" + c.amount() + ",\"at\":\"" + InstantTexts.text(c.at()) + "\",\"service\":\""
                    + c.service() + "\"}";
        } else if (content instanceof Content.Satisfaction c) {
            fields = "{\"at\":\"" + InstantTexts.text(c.at()) + "\",\"outOf\":" + c.outOf() + ",\"score\":"
                    + plain(c.score()) + ",\"service\":\"" + c.service() + "\"}";
        } else {
            throw new IllegalStateException("no reading: " + content);
        }
        return content.kind().word() + " " + fields + indicator;
    }

    /** 0.30 is 0.3. */
    private static String plain(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    private static UUID hash(String canonical) {
        ByteBuffer bytes = ByteBuffer.wrap(SHA_256.get().digest(canonical.getBytes(StandardCharsets.UTF_8)));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
