package io.surety;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Surety. */
@SpringBootApplication
public class SuretyApplication {

    public static void main(String[] args) {
        SpringApplication.run(SuretyApplication.class, args);
    }
}
