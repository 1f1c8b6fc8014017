package io.surety.measurement.prometheus;

import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.reading.KeptReadings;
import io.surety.shared.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationContext;

/** What an operator configures, in a test that starts its monitoring system after the application. */
final class ConfiguredPulls {

    private ConfiguredPulls() {}

    /**
     * Fetches as the application does, over one connection.
     *
     * @param organisations whose sources may use it; none for all
     */
    static FetchPulls over(String connection, URI url, ApplicationContext context, String... organisations) {
        var only = new Connection(url, null, List.of(organisations), Duration.ofSeconds(20));
        return new FetchPulls(
                context.getBean(StoredPulls.class),
                context.getBean(RangeQuery.class),
                context.getBean(TakeMeasurements.class),
                context.getBean(KeepProgress.class),
                context.getBean(KeptReadings.class),
                new PullSettings(Map.of(connection, only), Duration.ofSeconds(30)),
                context.getBean(TimeSource.class));
    }
}
