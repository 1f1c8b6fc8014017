package io.surety.testing;

import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** What the whole application gets in tests: the moved clock instead of the database's. */
@TestConfiguration(proxyBeanMethods = false)
class WholeApplicationBeans {

    @Bean
    @Primary
    MovedTimeSource movedTimeSource() {
        return new MovedTimeSource();
    }

    @Bean
    Processes processes(ProcessEngine engine) {
        return new Processes(engine);
    }
}
