package io.surety.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Points the application at an empty database of {@link TestDatabase}; its own migrations fill it. */
class WholeApplicationDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestDatabase.stopAfterTheApplications();
        TestPropertyValues.of("spring.datasource.url=" + TestDatabase.emptyUrl(), "spring.datasource.username=postgres")
                .applyTo(context);
    }
}
