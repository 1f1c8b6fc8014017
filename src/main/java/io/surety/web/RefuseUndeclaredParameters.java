package io.surety.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Refuses a request to our REST API with a query that its operation would not heed. Spring ignores what it does not know:
 * who asks for {@code asof} would be answered with the figures of today instead of those of then. It comes after the
 * filters, which refuse strangers, and before the operation reads or stores anything.
 */
@Component
class RefuseUndeclaredParameters implements HandlerInterceptor, WebMvcConfigurer {

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && handler instanceof HandlerMethod operation) {
            Query.read(query).refuseUnlessHeeded(DeclaredParameter.of(operation));
        }
        return true;
    }
}
