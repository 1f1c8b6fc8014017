package io.surety.workflow;

import jakarta.servlet.Filter;
import java.util.Map;
import org.camunda.bpm.webapp.impl.security.auth.ContainerBasedAuthenticationFilter;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One login for Tasklist, Cockpit and our own pages. */
@Configuration(proxyBeanMethods = false)
class WebappLoginFilter {

    @Bean
    FilterRegistrationBean<Filter> singleSignOn() {
        FilterRegistrationBean<Filter> filter = new FilterRegistrationBean<>(new ContainerBasedAuthenticationFilter());
        filter.setName("singleSignOn");
        filter.setInitParameters(Map.of("authentication-provider", WebappLogin.class.getName()));
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/*");
        filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 1);
        return filter;
    }
}
