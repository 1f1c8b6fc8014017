package io.surety.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * A problem detail for what Tomcat refuses before any filter sees it, such as an address that is not UTF-8. It names no
 * instance, because that is just what could not be read. Tomcat makes it by its class name.
 */
public class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable fault) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getOutputStream().write(body(status).getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // Nobody is left who could be told.
            container.getLogger().debug("An error could not be answered", e);
        }
    }

    private static String body(HttpStatus status) {
        return """
                {"type":"urn:surety:problem:%s","title":"%s","status":%d,"detail":"%s"}"""
                .formatted(
                        status.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        status.getReasonPhrase(),
                        status.value(),
                        status.is4xxClientError() ? "the request cannot be read" : "the request failed");
    }
}
