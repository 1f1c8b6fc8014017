package io.surety.evaluation.preview;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much one preview may cost.
 *
 * @param periods of each term that may be asked for
 * @param items work items that may have to be judged
 * @param time that it may take
 * @param together previews that are worked out at one time on one node
 */
@ConfigurationProperties("surety.evaluation.preview")
public record PreviewSettings(
        @DefaultValue("12") int periods,
        @DefaultValue("50000") int items,
        @DefaultValue("PT1M") Duration time,
        @DefaultValue("2") int together) {}
