package io.surety.workflow;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * Lets the rooms' schedules run: looks at the clock that find what is due in our own tables. Off where
 * {@code surety.scheduling.enabled} is {@code false}, as in tests, which run each look themselves.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "surety.scheduling.enabled", havingValue = "true", matchIfMissing = true)
class Schedules {}
