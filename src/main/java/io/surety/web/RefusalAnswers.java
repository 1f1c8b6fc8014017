package io.surety.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import jakarta.validation.ConstraintViolationException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns whatever a REST controller throws into a problem detail: a refusal as it says, what Spring itself refuses under
 * a stable type, and all the rest as an error without its inside.
 */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class RefusalAnswers extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalAnswers.class);

    private final Problems problems;

    RefusalAnswers(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Object> refusal(Refusal refusal, WebRequest request) {
        ResponseEntity<Object> answer = answer(problems.of(refusal));
        return refusal.kind() == Refusal.Kind.OVER_CAPACITY
                ? ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS)
                        .body(answer.getBody())
                : answer;
    }

    @ExceptionHandler
    ResponseEntity<Object> constraints(ConstraintViolationException e) {
        List<Diagnostic> diagnostics = e.getConstraintViolations().stream()
                .map(broken -> new Diagnostic(
                        "/" + broken.getPropertyPath().toString().replace('.', '/'), "invalid", broken.getMessage()))
                .toList();
        return answer(problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "invalid", "the request is invalid", diagnostics));
    }

    /** An access that a service refuses; the filters answer the others. */
    @ExceptionHandler
    ResponseEntity<Object> forbidden(AccessDeniedException e) {
        return answer(problems.of(HttpStatus.FORBIDDEN, "forbidden", "this is refused to you", List.of()));
    }

    @ExceptionHandler
    ResponseEntity<Object> unauthenticated(AuthenticationException e) {
        return answer(problems.of(HttpStatus.UNAUTHORIZED, "login-needed", "this needs a login", List.of()));
    }

    /** A fault of ours: the reason is for the log. */
    @ExceptionHandler
    ResponseEntity<Object> fault(Exception e, WebRequest request) {
        LOG.error("A request failed: {}", request.getDescription(false), e);
        return answer(problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "the request failed; the log says why", List.of()));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return answer(problems.of(refusal));
            }
        }
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            return answer(problems.of(
                    HttpStatus.BAD_REQUEST,
                    "unknown-field",
                    "the field " + unknown.getPropertyName() + " is not known here",
                    List.of(new Diagnostic(path(unknown), "unknown-field", "fields here are: " + known(unknown)))));
        }
        if (e.getCause() instanceof JsonProcessingException unreadable) {
            return answer(malformed(unreadable));
        }
        if (e.getCause() instanceof IOException) {
            return answer(problems.of(status, "malformed", "the body ended too early", List.of()));
        }
        return answer(problems.of(status, "malformed", "the body is missing or cannot be read", List.of()));
    }

    private ProblemDetail malformed(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String place = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        if (e instanceof JsonMappingException mapping) {
            return problems.of(
                    HttpStatus.BAD_REQUEST,
                    "malformed",
                    "a value has the wrong form" + place,
                    List.of(new Diagnostic(path(mapping), "wrong-form", "the value has the wrong form" + place)));
        }
        return problems.of(HttpStatus.BAD_REQUEST, "malformed", "the body is no JSON" + place, List.of());
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Diagnostic> diagnostics = e.getBindingResult().getFieldErrors().stream()
                .map(error -> new Diagnostic(
                        "/" + error.getField().replace('.', '/'), "invalid", String.valueOf(error.getDefaultMessage())))
                .toList();
        return answer(problems.of(HttpStatus.UNPROCESSABLE_ENTITY, "invalid", "the request is invalid", diagnostics));
    }

    /** All that Spring refuses by itself: method, media type, a missing parameter, an unknown path. */
    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e instanceof MethodArgumentTypeMismatchException mismatch) {
            String name = mismatch.getName();
            return answer(problems.of(
                    status,
                    "malformed",
                    "the value of " + name + " has the wrong form",
                    List.of(new Diagnostic(name, "wrong-form", "the value has the wrong form"))));
        }
        if (e instanceof MissingServletRequestParameterException missing) {
            String name = missing.getParameterName();
            return answer(problems.of(
                    status,
                    "malformed",
                    "the parameter " + name + " is needed",
                    List.of(new Diagnostic(name, "missing", "the parameter is needed"))));
        }
        String detail = body instanceof ProblemDetail problem && problem.getDetail() != null
                ? problem.getDetail()
                : "the request cannot be served";
        ProblemDetail problem = problems.of(status, type(status), detail, List.of());
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    static String type(HttpStatusCode status) {
        HttpStatus known = HttpStatus.resolve(status.value());
        if (known == HttpStatus.UNSUPPORTED_MEDIA_TYPE) {
            // As documents say it: one type for one thing.
            return "unsupported-media";
        }
        return known == null ? "error" : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ResponseEntity<Object> answer(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> "/" + (step.getFieldName() == null ? step.getIndex() : step.getFieldName()))
                .collect(Collectors.joining());
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }
}
