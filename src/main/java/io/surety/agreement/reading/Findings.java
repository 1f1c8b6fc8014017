package io.surety.agreement.reading;

import io.surety.shared.Diagnostic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What lint has found: errors refuse a document, warnings go with it. */
final class Findings {

    private final List<Diagnostic> errors = new ArrayList<>();
    private final List<Diagnostic> warnings = new ArrayList<>();

    List<Diagnostic> errors() {
        return errors;
    }

    List<Diagnostic> warnings() {
        return warnings;
    }

    void error(String path, String code, String message) {
        errors.add(new Diagnostic(path, code, message));
    }

    void warn(String path, String code, String message) {
        warnings.add(new Diagnostic(path, code, message));
    }

    void errorIf(boolean wrong, String path, String code, String message) {
        if (wrong) {
            error(path, code, message);
        }
    }

    void warnIf(boolean odd, String path, String code, String message) {
        if (odd) {
            warn(path, code, message);
        }
    }

    /** Each name is taken once; the second one is wrong. */
    <T> void unique(List<T> things, Function<T, String> name, String path, String field) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < things.size(); i++) {
            String id = name.apply(things.get(i));
            errorIf(!seen.add(id), path + "/" + i + "/" + field, "duplicate-id", id + " is there twice");
        }
    }

    /** What a document refers to is in it. */
    void known(Set<String> known, String name, String path, String what) {
        errorIf(!known.contains(name), path, "unknown-reference", "there is no " + what + " " + name);
    }
}
