package io.surety.agreement.web;

import io.surety.web.HomeEntry;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the pages of agreements, in the menu and on the home page. */
@Configuration(proxyBeanMethods = false)
class AgreementMenu {

    @Bean
    HomeEntry agreementsEntry() {
        return new HomeEntry(10, "agreement.entry", "/agreements", List.of());
    }

    @Bean
    HomeEntry templatesEntry() {
        return new HomeEntry(11, "agreement.templates.entry", "/templates", List.of());
    }

    @Bean
    HomeEntry workingTimeEntry() {
        return new HomeEntry(12, "agreement.workingTime.entry", "/working-time", List.of());
    }
}
