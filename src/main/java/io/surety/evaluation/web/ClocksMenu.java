package io.surety.evaluation.web;

import io.surety.web.HomeEntry;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The way to the clocks at risk, in the menu and on the home page. */
@Configuration(proxyBeanMethods = false)
class ClocksMenu {

    @Bean
    HomeEntry clocksAtRiskEntry() {
        return new HomeEntry(15, "evaluation.clocks.entry", ClocksAtRiskPage.PATH, List.of());
    }
}
