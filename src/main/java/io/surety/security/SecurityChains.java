package io.surety.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import io.surety.workflow.GrantsOfGroup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Who gets in where: four chains for programs. Those for pages are in {@link PageChains}.
 *
 * <p>Every matcher is a path pattern made by hand: the string matchers of the DSL do not match servlets that are mapped
 * by a prefix, which the engine's are, and its REST API would fall through.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecuritySettings.class)
class SecurityChains {

    static final String API_CSRF_COOKIE = "SURETY-XSRF";
    static final String API_CSRF_HEADER = "X-SURETY-XSRF";

    /** Where a source's token opens the door at all; the controllers check whose source it is. */
    private static final List<String> DELIVERIES = List.of(
            "/api/work-items/**",
            "/api/outages/**",
            "/api/maintenance-windows/**",
            "/api/samples/**",
            "/api/counters/**",
            "/api/measurements/**",
            "/api/sources/**");

    @Bean
    AuthenticationManager passwords(PasswordLogin login) {
        return new ProviderManager(login);
    }

    /** One for each filter of each request would cost more than all of the filters do; requests are observed as a whole. */
    @Bean
    SecurityObservationSettings noObservationOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    GrantsOfGroup grantsOfGroup() {
        return EngineGrants::ofGroup;
    }

    @Bean
    ClosedEndpoints closedEndpoints(SecuritySettings settings) {
        return new ClosedEndpoints(settings.openEngineForOneStart());
    }

    /** Liveness and readiness need no login; they tell the status and nothing else. */
    @Bean
    @Order(0)
    SecurityFilterChain healthChain(HttpSecurity http) throws Exception {
        RequestMatcher probes = new OrRequestMatcher(
                withDefaults().matcher(HttpMethod.GET, "/actuator/health/liveness"),
                withDefaults().matcher(HttpMethod.GET, "/actuator/health/readiness"));
        return http.securityMatcher(probes)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain metricsChain(HttpSecurity http, PasswordLogin login, SecuritySettings settings, Answers answers)
            throws Exception {
        return http.securityMatcher(withDefaults().matcher("/actuator/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                withDefaults().matcher(HttpMethod.GET, "/actuator/prometheus"))
                        .hasAnyAuthority(MetricsLogin.AUTHORITY, PasswordLogin.ADMINISTRATOR)
                        .anyRequest()
                        .hasAuthority(PasswordLogin.ADMINISTRATOR))
                .authenticationManager(new ProviderManager(new MetricsLogin(settings.metricsPassword()), login))
                .httpBasic(basic -> basic.authenticationEntryPoint(answers.needsLogin()))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(answers.needsLogin()).accessDeniedHandler(answers.refused()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(csrf -> csrf.disable())
                .build();
    }

    /** The engine's REST API, for people with a password and programs that use theirs. */
    @Bean
    @Order(2)
    SecurityFilterChain engineChain(
            HttpSecurity http,
            AuthenticationManager passwords,
            ClosedEndpoints closed,
            IdentityService identity,
            Answers answers)
            throws Exception {
        return http.securityMatcher(withDefaults().matcher("/engine-rest/**"))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(closed).denyAll().anyRequest().authenticated())
                .authenticationManager(passwords)
                .httpBasic(basic -> basic.authenticationEntryPoint(answers.needsLogin()))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(answers.needsLogin()).accessDeniedHandler(answers.refused()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // No cookie is taken here, so nothing can be forged with one.
                .csrf(csrf -> csrf.disable())
                .addFilterAfter(new EngineLoginFilter(identity), AuthorizationFilter.class)
                .build();
    }

    /** Our own REST API: a person by password or by the session of her browser, a machine by the token of its source. */
    @Bean
    @Order(3)
    SecurityFilterChain apiChain(
            HttpSecurity http, AuthenticationManager passwords, SourceTokens tokens, Answers answers) throws Exception {
        RequestMatcher deliveries = request -> DELIVERIES.stream()
                .anyMatch(path -> withDefaults().matcher(path).matches(request));
        return http.securityMatcher(withDefaults().matcher("/api/**"))
                .authorizeHttpRequests(requests -> requests.requestMatchers(deliveries)
                        .authenticated()
                        .anyRequest()
                        .access((login, request) ->
                                new AuthorizationDecision(login.get().isAuthenticated() && isPerson(login.get()))))
                .authenticationManager(passwords)
                .httpBasic(basic -> basic.authenticationEntryPoint(answers.needsLogin()))
                .exceptionHandling(errors ->
                        errors.authenticationEntryPoint(answers.needsLogin()).accessDeniedHandler(answers.refused()))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.NEVER))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.csrfTokenRepository(apiCsrf())
                        .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler())
                        .ignoringRequestMatchers(SecurityChains::bringsItsOwnLogin, SecurityChains::hasNoSession))
                .addFilterAfter(new CsrfCookieFilter(), CsrfFilter.class)
                .addFilterBefore(new BearerFilter(tokens, answers.needsLogin()), BasicAuthenticationFilter.class)
                .build();
    }

    private static boolean isPerson(Authentication login) {
        return !(login instanceof SourceLogin) && !(login instanceof AnonymousAuthenticationToken);
    }

    /** Nobody's login can be used then; the answer is that one is needed, and not that a token is missing. */
    private static boolean hasNoSession(HttpServletRequest request) {
        return request.getSession(false) == null;
    }

    /** A browser sends cookies by itself, but not such a header. */
    private static boolean bringsItsOwnLogin(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && (header.regionMatches(true, 0, "Basic ", 0, 6) || BearerFilter.isBearer(request));
    }

    static CookieCsrfTokenRepository apiCsrf() {
        CookieCsrfTokenRepository repository = CookieCsrfTokenRepository.withHttpOnlyFalse();
        // Not the names of Camunda's own, which are checked by its own filter.
        repository.setCookieName(API_CSRF_COOKIE);
        repository.setHeaderName(API_CSRF_HEADER);
        repository.setCookiePath("/");
        return repository;
    }
}
