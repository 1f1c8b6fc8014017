package io.surety.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Makes problem details (RFC 9457) of the type {@code urn:surety:problem:<kebab-case>}. */
@Component
public class Problems {

    static final String RETRY_AFTER_SECONDS = "1";

    private static final String TYPE = "urn:surety:problem:";

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** @param type stable, in kebab-case */
    public ProblemDetail of(HttpStatusCode status, String type, String detail, List<Diagnostic> diagnostics) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE + type));
        HttpStatus known = HttpStatus.resolve(status.value());
        problem.setTitle(known == null ? String.valueOf(status.value()) : known.getReasonPhrase());
        if (!diagnostics.isEmpty()) {
            problem.setProperty("diagnostics", diagnostics);
        }
        return problem;
    }

    /** The problem that a refusal is. */
    public ProblemDetail of(Refusal refusal) {
        return of(status(refusal.kind()), refusal.type(), refusal.reason(), refusal.diagnostics());
    }

    /** Answers a request that no controller sees, such as one in a filter. */
    public void write(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        if (refusal.kind() == Refusal.Kind.OVER_CAPACITY) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        write(request, response, of(refusal));
    }

    /** Answers a request that no controller sees, such as one without a login. */
    public void write(HttpServletRequest request, HttpServletResponse response, int status, String type, String detail)
            throws IOException {
        write(request, response, of(HttpStatusCode.valueOf(status), type, detail, List.of()));
    }

    private void write(HttpServletRequest request, HttpServletResponse response, ProblemDetail problem)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        problem.setInstance(URI.create(request.getRequestURI()));
        byte[] body = json.writeValueAsBytes(problem);
        response.setStatus(problem.getStatus());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    static HttpStatus status(Refusal.Kind kind) {
        return switch (kind) {
            case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
            case UNSUPPORTED_MEDIA -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
            case OVER_CAPACITY -> HttpStatus.TOO_MANY_REQUESTS;
        };
    }
}
