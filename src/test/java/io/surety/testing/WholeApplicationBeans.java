package io.surety.testing;

import io.surety.workflow.CheapPasswords;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/**
 * What the whole application gets in tests: the moved clock instead of the database's, passwords that are cheap, and who
 * speaks to its engine and its REST API.
 */
@TestConfiguration(proxyBeanMethods = false)
class WholeApplicationBeans {

    @Bean
    @Primary
    MovedTimeSource movedTimeSource() {
        return new MovedTimeSource();
    }

    @Bean
    ProcessEnginePlugin cheapPasswords() {
        return new CheapPasswords();
    }

    @Bean
    Processes processes(ProcessEngine engine) {
        return new Processes(engine);
    }

    @Bean
    ApiClient apiClient(Environment environment) {
        return new ApiClient(() -> environment.getRequiredProperty("local.server.port", Integer.class));
    }
}
