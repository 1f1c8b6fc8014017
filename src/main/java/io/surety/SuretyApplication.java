package io.surety;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Surety. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SuretyApplication {

    public static void main(String[] args) {
        SpringApplication.run(SuretyApplication.class, args);
    }
}
