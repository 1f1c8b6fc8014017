package io.surety.measurement.web;

import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    /**
     * Only by its name: what the filter needs reaches down to the database, which would be migrated while the server
     * starts, by the class loader of its web application.
     */
    @Bean
    DelegatingFilterProxyRegistrationBean deliveries() {
        var filter = new DelegatingFilterProxyRegistrationBean(DeliveryFilter.NAME);
        filter.addUrlPatterns(DeliveryFilter.PATH);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
