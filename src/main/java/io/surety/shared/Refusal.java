package io.surety.shared;

import java.util.List;

/**
 * A request that is refused, with a reason for whoever made it. It becomes a problem detail (RFC 9457) of the type
 * {@code urn:surety:problem:<type>}.
 */
public class Refusal extends RuntimeException {

    /** Whose turn it is to do what; each kind has one HTTP status. */
    public enum Kind {
        /** The input is wrong: 422. */
        INVALID,
        /** The input cannot even be read: 400. */
        MALFORMED,
        /** There is no such thing, or none that the caller may know of: 404. */
        NOT_FOUND,
        /** The state of things does not allow it now: 409. */
        CONFLICT,
        /** The caller may know of it, but not do this: 403. */
        FORBIDDEN,
        /** The input is too large: 413. */
        TOO_LARGE,
        /** The kind of input is not understood: 415. */
        UNSUPPORTED_MEDIA,
        /** There is more to do than can be done now; the same request may succeed soon: 429. */
        OVER_CAPACITY
    }

    private final Kind kind;
    private final String type;
    private final transient List<Diagnostic> diagnostics;

    public Refusal(Kind kind, String type, String message) {
        this(kind, type, message, List.of());
    }

    public Refusal(Kind kind, String type, String message, List<Diagnostic> diagnostics) {
        super(message);
        this.kind = kind;
        this.type = type;
        this.diagnostics = List.copyOf(diagnostics);
    }

    public static Refusal notFound(String what) {
        return new Refusal(Kind.NOT_FOUND, "not-found", what + " is not known");
    }

    public static Refusal conflict(String type, String message) {
        return new Refusal(Kind.CONFLICT, type, message);
    }

    public static Refusal overCapacity(String message) {
        return new Refusal(Kind.OVER_CAPACITY, "over-capacity", message);
    }

    public static Refusal invalid(String type, String message, List<Diagnostic> diagnostics) {
        return new Refusal(Kind.INVALID, type, message, diagnostics);
    }

    public Kind kind() {
        return kind;
    }

    /** Stable, kebab-case. */
    public String type() {
        return type;
    }

    /** Never null; empty where the message says all. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** The message of {@link Throwable}, never null here. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
