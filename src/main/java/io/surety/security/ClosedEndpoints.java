package io.surety.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Endpoints of the engine that are refused to everybody, the administrator included, under both of its REST roots.
 *
 * <p>Each of them brings in code (models, scripts, expressions in filters), moves an instance past its model, or changes
 * who may do what. Models come from the class path only, filters from the code, people and roles from the party room.
 */
class ClosedEndpoints implements RequestMatcher {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private static final Pattern ENGINE =
            Pattern.compile("^/(?:engine-rest(?:/engine/[^/]+)?|camunda/api/engine/engine/[^/]+)/+(.*?)/*$");

    private static final Pattern CLOSED = Pattern.compile("^(?:"
            + String.join(
                    "|",
                    "deployment(?:/.*)?",
                    ".*/?script(?:s|/.*)?",
                    "process-instance/[^/]+/modification(?:-async)?",
                    "modification(?:/.*)?",
                    "process-definition/(?:.*/)?restart(?:-async)?",
                    "migration(?:/.*)?",
                    "filter/create",
                    "filter/[^/]+",
                    "identity/verify",
                    "identity/password-policy/.+",
                    // all but a person's own password and the unlocking of a login
                    "user(?!/[^/]+/(?:credentials|unlock)$)(?:/.*)?",
                    "group(?:/.*)?",
                    "tenant(?:/.*)?",
                    "authorization(?:/.*)?",
                    "job/[^/]+/execute",
                    "decision-definition/(?:.*/)?evaluate",
                    "task/create")
            + ")$");

    /** Queries by POST, which the web applications use; they change nothing. */
    private static final Pattern READS =
            Pattern.compile("^(?:group|tenant|authorization|user|deployment)(?:/(?:count|check))?$");

    private static final Pattern SETUP = Pattern.compile("^/camunda/(?:api|app)/admin/(?:[^/]+/)?setup(?:/.*)?$");

    private final boolean openForOneStart;

    ClosedEndpoints(boolean openForOneStart) {
        this.openForOneStart = openForOneStart;
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        String path = path(request);
        if (SETUP.matcher(path).matches()) {
            return true;
        }
        Matcher engine = ENGINE.matcher(path);
        if (READING.contains(request.getMethod()) || !engine.matches()) {
            return false;
        }
        String endpoint = engine.group(1);
        boolean filterWriting = endpoint.equals("filter/create") || endpoint.matches("filter/[^/]+");
        if (openForOneStart && !filterWriting) {
            return false;
        }
        return CLOSED.matcher(endpoint).matches() && !isQuery(request, endpoint);
    }

    private static boolean isQuery(HttpServletRequest request, String endpoint) {
        return "POST".equals(request.getMethod()) && READS.matcher(endpoint).matches();
    }

    /** Decoded, and whole also for a servlet that is mapped by a prefix. */
    private static String path(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }
}
