package io.surety.measurement.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.surety.measurement.DeliveryTokens;
import io.surety.measurement.intake.IntakeAnswer;
import io.surety.shared.Refusal;
import io.surety.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/**
 * The short way in for machines: {@code POST /api/measurements} with a good token of a source is answered here, before
 * all the filters that look for sessions, cookies, passwords and pages. Whatever is unusual about a request goes the long
 * way, which checks it again and says what is wrong, so that each refusal has one place.
 */
@Component(DeliveryFilter.NAME)
class DeliveryFilter extends HttpFilter {

    static final String NAME = "deliveryFilter";

    private static final long serialVersionUID = 1;

    static final String PATH = "/api/measurements";
    private static final String SCHEME = "Bearer ";
    private static final Set<String> TAKEN =
            Set.of(MediaType.APPLICATION_JSON_VALUE, TakeRequests.LINES, TakeRequests.TABLE);

    private final transient DeliveryTokens tokens;
    private final transient RightsOfRequest rights;
    private final transient TakeRequests take;
    private final transient Problems problems;
    private final transient ObjectWriter json;
    private final transient MeterRegistry meters;
    private final transient Timer taken;

    DeliveryFilter(
            DeliveryTokens tokens,
            RightsOfRequest rights,
            TakeRequests take,
            Problems problems,
            ObjectMapper json,
            MeterRegistry meters) {
        this.tokens = tokens;
        this.rights = rights;
        this.take = take;
        this.problems = problems;
        this.json = json.writerFor(IntakeAnswer.class);
        this.meters = meters;
        this.taken = timer(HttpServletResponse.SC_OK);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> source = isUsual(request) ? source(request) : Optional.empty();
        if (source.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        long start = System.nanoTime();
        // As the long way answers everything.
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            write(response, take.take(request, false, rights.ofMachine(source.get())));
        } catch (Refusal e) {
            problems.write(request, response, e);
        }
        (response.getStatus() == HttpServletResponse.SC_OK ? taken : timer(response.getStatus()))
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private static boolean isUsual(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.POST.name())
                && request.getRequestURI().equals(PATH)
                && request.getQueryString() == null
                && TAKEN.contains(TakeRequests.mediaType(request))
                && takesJson(request.getHeader(HttpHeaders.ACCEPT));
    }

    private static boolean takesJson(String accept) {
        return accept == null || accept.equals(MediaType.ALL_VALUE) || accept.equals(MediaType.APPLICATION_JSON_VALUE);
    }

    private Optional<String> source(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        return header == null || !header.startsWith(SCHEME)
                ? Optional.empty()
                : tokens.source(header.substring(SCHEME.length()).trim());
    }

    private void write(HttpServletResponse response, IntakeAnswer answer) throws IOException {
        byte[] body = json.writeValueAsBytes(answer);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The same meter as that of the long way. */
    private Timer timer(int status) {
        HttpStatus known = HttpStatus.valueOf(status);
        return Timer.builder("http.server.requests")
                .tag("error", "none")
                .tag("exception", "none")
                .tag("method", HttpMethod.POST.name())
                .tag(
                        "outcome",
                        known.is2xxSuccessful()
                                ? "SUCCESS"
                                : known.is4xxClientError() ? "CLIENT_ERROR" : "SERVER_ERROR")
                .tag("status", String.valueOf(status))
                .tag("uri", PATH)
                .register(meters);
    }
}
