package io.surety.evaluation.period;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Those that this software brings with it, and those of the time zones of the machine that it runs on. */
@Configuration(proxyBeanMethods = false)
class RulesOfThisNode {

    @Bean
    Rules rules(Versions versions) {
        return new Rules(FollowRules.JUDGING, versions.tzdata());
    }
}
