package io.surety.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a test with the whole application on a free port, over a PostgreSQL of its own with a moved clock. The job
 * executor is off: a test fires the jobs it means with {@link Processes}.
 *
 * <p>All such tests share one context and one database. A test therefore uses names of its own, changes no bean, and
 * starts with {@code time.moveTo(…)}; it must not count rows that are not its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "surety.database.embedded=false",
            "surety.demo.enabled=false",
            "camunda.bpm.job-execution.enabled=false",
            "surety.scheduling.enabled=false",
            "spring.datasource.hikari.connection-init-sql=" + TestDatabase.SESSION_ZONE_SQL
        })
@ActiveProfiles("test")
@ContextConfiguration(initializers = WholeApplicationDatabase.class)
@Import(WholeApplicationBeans.class)
public @interface WholeApplicationTest {}
