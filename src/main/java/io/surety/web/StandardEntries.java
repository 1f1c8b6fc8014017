package io.surety.web;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The entries that are always there; other rooms add theirs. */
@Configuration(proxyBeanMethods = false)
class StandardEntries {

    @Bean
    HomeEntry tasklistEntry() {
        return new HomeEntry(20, "web.entry.tasklist", "/camunda/app/tasklist/", List.of());
    }

    @Bean
    HomeEntry cockpitEntry() {
        return new HomeEntry(30, "web.entry.cockpit", "/camunda/app/cockpit/", List.of("operator", "ADMIN"));
    }

    @Bean
    HomeEntry apiEntry() {
        return new HomeEntry(50, "web.entry.api", "/swagger-ui/index.html", List.of());
    }

    @Bean
    StartUpLines addresses() {
        return base -> List.of(
                new StartUpLines.Line(0, "Start", base + "/"),
                new StartUpLines.Line(1, "Tasklist", base + "/camunda/app/tasklist/"),
                new StartUpLines.Line(2, "Cockpit", base + "/camunda/app/cockpit/"),
                new StartUpLines.Line(3, "REST API", base + "/swagger-ui/index.html"));
    }
}
