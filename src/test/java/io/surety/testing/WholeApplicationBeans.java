package io.surety.testing;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What the whole application gets in tests: the moved clock instead of the database's, and passwords that are cheap. */
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
}
