package io.surety.measurement.prometheus;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param connections by the names that documents use
 * @param delay how long after its end a step is asked for, so that what was scraped in it has arrived
 */
@ConfigurationProperties("surety.measurement.pull")
record PullSettings(@DefaultValue Map<String, Connection> connections, @DefaultValue("30s") Duration delay) {

    PullSettings {
        connections = Map.copyOf(connections);
    }
}
