package io.surety.measurement.reading;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How readings are kept and taken.
 *
 * @param keep how long after they happened readings are kept as they came, and can be corrected; for each kind by its
 *     name in lower case, or {@code otherwise}. Not shorter than the longest period and the time in which its verdict may
 *     be restated
 * @param mostWaiting how many deliveries may wait to be stored before further ones are refused
 */
@ConfigurationProperties("surety.measurement.readings")
public record ReadingSettings(@DefaultValue Map<String, Duration> keep, @DefaultValue("256") int mostWaiting) {

    private static final Duration OTHERWISE = Duration.ofDays(800);

    public ReadingSettings {
        keep = Map.copyOf(keep);
    }

    Duration keep(ReadingKind kind) {
        return keep.getOrDefault(kind.name().toLowerCase(Locale.ROOT), keep.getOrDefault("otherwise", OTHERWISE));
    }
}
