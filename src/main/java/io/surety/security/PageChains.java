package io.surety.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import jakarta.servlet.http.HttpServletResponse;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.authentication.logout.SimpleUrlLogoutSuccessHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The chains of what a person sees in her browser: Tasklist and Cockpit, and the pages of our own. */
@Configuration(proxyBeanMethods = false)
class PageChains {

    private static final Pattern WEBAPP_LOGOUT = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/logout");

    /** Scripts and styles come from ourselves; a page is shown in no foreign frame. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** Swagger UI sets style attributes from its script. */
    private static final String API_PAGE_POLICY =
            POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    /** Tasklist and Cockpit: Camunda sends the headers and checks forged requests by its own filters. */
    @Bean
    @Order(4)
    SecurityFilterChain webappChain(
            HttpSecurity http, AuthenticationManager passwords, ClosedEndpoints closed, Answers answers)
            throws Exception {
        RequestMatcher logout = request -> "POST".equals(request.getMethod())
                && WEBAPP_LOGOUT.matcher(request.getRequestURI()).matches();
        return http.securityMatcher(withDefaults().matcher("/camunda/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(closed)
                        .denyAll()
                        .requestMatchers(
                                withDefaults().matcher("/camunda/lib/**"),
                                withDefaults().matcher("/camunda/assets/**"))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .authenticationManager(passwords)
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(errors -> errors.authenticationEntryPoint(answers.needsLoginInWebapp())
                        .accessDeniedHandler(answers.refused()))
                .logout(configured -> end(configured)
                        .logoutRequestMatcher(logout)
                        .logoutSuccessHandler(
                                (request, response, login) -> response.setStatus(HttpServletResponse.SC_NO_CONTENT)))
                .headers(headers -> headers.disable())
                .csrf(csrf -> csrf.disable())
                .build();
    }

    @Bean
    @Order(5)
    SecurityFilterChain apiPageChain(HttpSecurity http, AuthenticationManager passwords, Answers answers)
            throws Exception {
        RequestMatcher apiPages =
                request -> withDefaults().matcher("/swagger-ui/**").matches(request)
                        || withDefaults().matcher("/swagger-ui.html").matches(request)
                        || withDefaults().matcher("/v3/api-docs/**").matches(request);
        return own(http.securityMatcher(apiPages), API_PAGE_POLICY, passwords, answers)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(basic -> basic.authenticationEntryPoint(answers.needsLogin()))
                .build();
    }

    /** All the rest: whatever is not named elsewhere needs a login. */
    @Bean
    @Order(6)
    SecurityFilterChain pageChain(HttpSecurity http, AuthenticationManager passwords, Answers answers)
            throws Exception {
        return own(http, POLICY, passwords, answers)
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                withDefaults().matcher(HttpMethod.GET, Answers.LOGIN),
                                withDefaults().matcher(HttpMethod.GET, "/assets/**"),
                                withDefaults().matcher(HttpMethod.GET, "/favicon.ico"),
                                withDefaults().matcher("/error"))
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(login ->
                        login.loginPage(Answers.LOGIN).defaultSuccessUrl("/").failureUrl(Answers.LOGIN + "?error"))
                .logout(configured -> end(configured)
                        .logoutRequestMatcher(withDefaults().matcher(HttpMethod.POST, "/logout"))
                        .logoutSuccessHandler(toLoginPage()))
                .build();
    }

    private static HttpSecurity own(HttpSecurity http, String policy, AuthenticationManager passwords, Answers answers)
            throws Exception {
        return http.authenticationManager(passwords)
                .requestCache(cache -> cache.requestCache(pagesOnly()))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(answers.needsLogin()).accessDeniedHandler(answers.refused()))
                .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(policy))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(
                                permissions -> permissions.policy("camera=(), microphone=(), geolocation=()")));
    }

    private static LogoutConfigurer<HttpSecurity> end(LogoutConfigurer<HttpSecurity> logout) {
        return logout.invalidateHttpSession(true)
                .clearAuthentication(true)
                .addLogoutHandler(new ForgetWebappCookie())
                .deleteCookies("JSESSIONID", SecurityChains.API_CSRF_COOKIE);
    }

    private static LogoutSuccessHandler toLoginPage() {
        SimpleUrlLogoutSuccessHandler handler = new SimpleUrlLogoutSuccessHandler();
        handler.setDefaultTargetUrl(Answers.LOGIN + "?logout");
        return handler;
    }

    /** Only a page that a person asked for is the page after her login, not a picture or a call of a script. */
    private static HttpSessionRequestCache pagesOnly() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request -> "GET".equals(request.getMethod())
                && Answers.isBrowser(request)
                && !"/error".equals(request.getRequestURI()));
        return cache;
    }
}
