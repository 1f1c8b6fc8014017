package io.surety.measurement.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.surety.measurement.DeliveryTokens;
import io.surety.web.Problems;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    FilterRegistrationBean<DeliveryFilter> deliveries(
            DeliveryTokens tokens,
            RightsOfRequest rights,
            TakeRequests take,
            Problems problems,
            ObjectMapper json,
            MeterRegistry meters) {
        var filter = new FilterRegistrationBean<>(new DeliveryFilter(tokens, rights, take, problems, json, meters));
        filter.addUrlPatterns(DeliveryFilter.PATH);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }
}
