package io.surety.measurement.intake;

import io.surety.shared.Diagnostic;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with a mapping as such, before there is any file. */
class CheckMapping {

    static final Map<String, Charset> ENCODINGS = Map.of(
            "UTF-8", StandardCharsets.UTF_8,
            "ISO-8859-1", StandardCharsets.ISO_8859_1,
            "windows-1252", Charset.forName("windows-1252"));

    private final List<Diagnostic> problems = new ArrayList<>();

    private CheckMapping() {}

    static List<Diagnostic> problems(ImportMapping mapping) {
        var check = new CheckMapping();
        check.columns(mapping);
        check.format(mapping);
        check.names("/attributes", mapping.attributes());
        check.names("/constants", mapping.constants());
        if (mapping.source() != null && !Texts.isLabel(mapping.source())) {
            check.problem("/source", "value-not-allowed", "must be a label of a-z, 0-9 and hyphens");
        }
        return List.copyOf(check.problems);
    }

    private void columns(ImportMapping mapping) {
        needed("/item", mapping.item());
        needed("/created", mapping.created());
        if (mapping.event() == null) {
            needed("/event", null);
        } else {
            needed("/event/at", mapping.event().at());
        }
        if (mapping.state() != null) {
            needed("/state/column", mapping.state().column());
        }
        if (mapping.state() != null && mapping.attributes().containsKey("state")) {
            problem("/attributes/state", "value-not-allowed", "the state comes from /state");
        }
    }

    private void format(ImportMapping mapping) {
        if (!ENCODINGS.containsKey(mapping.table().encoding())) {
            problem("/table/encoding", "value-not-allowed", "must be one of " + ENCODINGS.keySet());
        }
        String delimiter = mapping.table().delimiter();
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            problem("/table/delimiter", "value-not-allowed", "must be one character, neither a quote nor a line end");
        }
        if (mapping.times() == null) {
            needed("/times", null);
            return;
        }
        needed("/times/pattern", mapping.times().pattern());
        needed("/times/zone", mapping.times().zone());
        if (mapping.times().pattern() != null && mapping.times().zone() != null) {
            times(mapping.times());
        }
    }

    private void times(ImportMapping.Times times) {
        try {
            RowTimes.formatter(times.pattern());
        } catch (IllegalArgumentException e) {
            problem("/times/pattern", "value-not-allowed", "must be a pattern with date and time: " + e.getMessage());
        }
        try {
            ZoneId.of(times.zone());
        } catch (DateTimeException e) {
            problem("/times/zone", "value-not-allowed", "must be an IANA zone such as Europe/Berlin");
        }
    }

    private void names(String path, Map<String, String> named) {
        named.forEach((name, value) -> {
            if (name.isBlank() || name.length() > Fields.SHORT || !Texts.isClean(name) || !Texts.isClean(value)) {
                problem(path, "value-not-allowed", "has a blank, long or unclean name or value");
            }
        });
    }

    private void needed(String path, @Nullable String value) {
        if (value == null || value.isBlank()) {
            problem(path, "value-missing", "is needed");
        }
    }

    private void problem(String path, String code, String message) {
        problems.add(new Diagnostic(path, code, message));
    }
}
