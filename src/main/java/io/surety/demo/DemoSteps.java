package io.surety.demo;

import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which steps of the seeding are done, so that a start goes on where the last one stopped. */
@Repository
class DemoSteps {

    private static final Logger LOG = LoggerFactory.getLogger(DemoSteps.class);

    private final JdbcClient jdbc;
    private final TimeSource time;

    DemoSteps(JdbcClient jdbc, TimeSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Does the step unless it is done, and answers with what it came to then. */
    String once(String name, Supplier<String> step) {
        Optional<String> before = result(name);
        if (before.isPresent()) {
            return before.get();
        }
        String result = step.get();
        remember(name, result);
        LOG.info("demo world: {}", name);
        return result;
    }

    void once(String name, Runnable step) {
        once(name, () -> {
            step.run();
            return "";
        });
    }

    Optional<String> result(String name) {
        return jdbc.sql("select result from demo.steps where name = :name")
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /** Writes a result, over the one that was there. */
    void remember(String name, String result) {
        Instant now = time.now();
        jdbc.sql(
                        """
                        insert into demo.steps (name, result, done_at) values (:name, :result, :now)
                        on conflict (name) do update set result = :result, done_at = :now
                        """)
                .param("name", name)
                .param("result", result)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
