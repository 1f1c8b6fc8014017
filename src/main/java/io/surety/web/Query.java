package io.surety.web;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What the address of a request asks for.
 *
 * @param values of each parameter, in the order of the address; one without {@code =} has an empty value
 */
record Query(Map<String, List<String>> values) {

    /** The sign for what could not be decoded. */
    private static final char NO_CHARACTER = '\uFFFD';

    /** @throws Refusal where it cannot be read; the server would leave that parameter out, or put other signs into it */
    static Query read(String query) {
        var values = new LinkedHashMap<String, List<String>>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!pair.isEmpty()) {
                values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
            }
        }
        return new Query(values);
    }

    private static String decode(String text) {
        try {
            String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (decoded.indexOf(NO_CHARACTER) < 0) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Told of below: the message of Java's names its own inside.
        }
        throw new Refusal(Refusal.Kind.MALFORMED, "malformed", "the query has what is no text in UTF-8: " + text);
    }

    /** @throws Refusal with a diagnostic for each parameter that nobody would heed as it is */
    void refuseUnlessHeeded(SortedMap<String, DeclaredParameter> declared) {
        List<Diagnostic> problems = values.entrySet().stream()
                .flatMap(asked -> problem(asked.getKey(), asked.getValue(), declared).stream())
                .toList();
        if (!problems.isEmpty()) {
            Diagnostic first = problems.get(0);
            throw new Refusal(
                    Refusal.Kind.MALFORMED,
                    first.code(),
                    "the parameter " + first.path() + " is refused: " + first.message(),
                    problems);
        }
    }

    private static Optional<Diagnostic> problem(
            String name, List<String> values, SortedMap<String, DeclaredParameter> declared) {
        DeclaredParameter known = declared.get(name);
        if (known == null) {
            return Optional.of(new Diagnostic(name, "unknown-parameter", unknown(name, declared.keySet())));
        }
        if (values.size() > 1 && !known.repeatable()) {
            return Optional.of(new Diagnostic(
                    name, "duplicate-parameter", "it is given " + values.size() + " times and has one value"));
        }
        return values.contains("") && !known.mayBeEmpty()
                ? Optional.of(new Diagnostic(name, "empty-parameter", "it has no value; leave it out, or give one"))
                : Optional.empty();
    }

    private static String unknown(String name, Set<String> known) {
        if (known.isEmpty()) {
            return "no parameters are known here";
        }
        String all = "parameters here are: " + String.join(", ", known);
        String folded = name.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .or(() -> known.stream()
                        .filter(each -> isAlmost(folded, each.toLowerCase(Locale.ROOT)))
                        .findFirst())
                .map(meant -> "did you mean " + meant + "? " + all)
                .orElse(all);
    }

    /** Whether they differ by one letter more, less or other, or by two that changed places. */
    static boolean isAlmost(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int start = 0;
        while (start < shorter && one.charAt(start) == other.charAt(start)) {
            start++;
        }
        int end = 0;
        while (end < shorter - start && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        String left = one.substring(start, one.length() - end);
        String right = other.substring(start, other.length() - end);
        boolean oneLetter = left.length() <= 1 && right.length() <= 1;
        return oneLetter
                || left.length() == 2
                        && new StringBuilder(left).reverse().toString().equals(right);
    }
}
