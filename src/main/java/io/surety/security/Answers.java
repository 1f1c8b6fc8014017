package io.surety.security;

import io.surety.shared.Refusal;
import io.surety.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/** What somebody gets who is not logged in, or may not do what she asks: a page in a browser, a problem elsewhere. */
@Component
class Answers {

    static final String LOGIN = "/login";

    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    /** A browser goes to the login page; a program is asked for its password by HTTP. */
    AuthenticationEntryPoint needsLogin() {
        LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(LOGIN);
        return (request, response, e) -> {
            if (isBrowser(request)) {
                page.commence(request, response, e);
            } else {
                // No dialog of the browser for the scripts of our own pages.
                if (request.getHeader("X-Requested-With") == null) {
                    response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Surety\", charset=\"UTF-8\"");
                }
                problems.write(request, response, HttpServletResponse.SC_UNAUTHORIZED, "login-needed", reason(request));
            }
        };
    }

    /** For Tasklist and Cockpit, whose scripts must not get a challenge. */
    AuthenticationEntryPoint needsLoginInWebapp() {
        LoginUrlAuthenticationEntryPoint page = new LoginUrlAuthenticationEntryPoint(LOGIN);
        return (request, response, e) -> {
            if (isBrowser(request) && !request.getRequestURI().startsWith("/camunda/api/")) {
                page.commence(request, response, e);
            } else {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            }
        };
    }

    AccessDeniedHandler refused() {
        return (request, response, e) -> {
            if (isBrowser(request)) {
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            } else {
                write(request, response);
            }
        };
    }

    private void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        problems.write(request, response, new Refusal(Refusal.Kind.FORBIDDEN, "forbidden", "this is refused to you"));
    }

    private static String reason(HttpServletRequest request) {
        return request.getHeader(HttpHeaders.AUTHORIZATION) == null
                ? "this needs a login"
                : "the login, its password or its token is wrong";
    }

    static boolean isBrowser(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }
}
