package io.surety.measurement.web;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a request may say beside its file.
 *
 * @param mapping the name of a mapping
 * @param source in place of the mapping's
 * @param attribute {@code name:value} that all items get, any number of them
 * @param tellPeople in place of the mapping's
 */
record ImportOptions(
        @Nullable String mapping, @Nullable String source, List<String> attribute, @Nullable Boolean tellPeople) {

    private static final Set<String> OF_ONE_VALUE = Set.of("mapping", "source", "tellPeople");

    /**
     * @throws Refusal if there is a part that nobody reads: one that is not known, or the second of a name that has one
     */
    static void refuseOtherParts(Collection<Part> parts) {
        var seen = new HashSet<String>();
        var problems = new ArrayList<Diagnostic>();
        for (Part part : parts) {
            String name = part.getName();
            if (!name.equals("file") && !name.equals("attribute") && !OF_ONE_VALUE.contains(name)) {
                problems.add(new Diagnostic(
                        name, "unknown-part", "parts here are: attribute, file, mapping, source, tellPeople"));
            } else if (!seen.add(name) && !name.equals("attribute")) {
                problems.add(new Diagnostic(name, "duplicate-part", "it is one part"));
            }
        }
        if (!problems.isEmpty()) {
            throw new Refusal(Refusal.Kind.MALFORMED, problems.get(0).code(), "the parts are not accepted", problems);
        }
    }

    /**
     * Read from the request as they are: a value may have commas.
     *
     * @throws Refusal if one has two values, one in the address and one as a part
     */
    static ImportOptions of(HttpServletRequest request) {
        List<Diagnostic> twice = OF_ONE_VALUE.stream()
                .filter(name -> values(request, name).size() > 1)
                .sorted()
                .map(name -> new Diagnostic(name, "duplicate-parameter", "it has one value"))
                .toList();
        if (!twice.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.MALFORMED, "duplicate-parameter", "an option has more than one value", twice);
        }
        String tellPeople = request.getParameter("tellPeople");
        if (tellPeople != null && !tellPeople.equals("true") && !tellPeople.equals("false")) {
            throw Refusal.invalid(
                    "options-invalid",
                    "the options are not accepted",
                    List.of(new Diagnostic("tellPeople", "type-wrong", "must be true or false")));
        }
        return new ImportOptions(
                request.getParameter("mapping"),
                request.getParameter("source"),
                values(request, "attribute"),
                tellPeople == null ? null : Boolean.valueOf(tellPeople));
    }

    private static List<String> values(HttpServletRequest request, String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** @throws Refusal if there is none */
    String mappingName() {
        if (mapping == null) {
            throw new Refusal(Refusal.Kind.MALFORMED, "mapping-missing", "name a mapping, or send one as a part");
        }
        return mapping;
    }

    /** @throws Refusal if one of them is not {@code name:value} */
    Map<String, String> attributes() {
        var attributes = new TreeMap<String, String>();
        var problems = new ArrayList<Diagnostic>();
        for (String each : attribute) {
            int colon = each.indexOf(':');
            if (colon < 1 || colon == each.length() - 1 || each.length() > 1000 || each.indexOf('\0') >= 0) {
                problems.add(new Diagnostic("attribute", "value-not-allowed", "must be name:value: " + each));
            } else {
                attributes.put(
                        each.substring(0, colon).strip(),
                        each.substring(colon + 1).strip());
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid("attributes-invalid", "the attributes are not accepted", problems);
        }
        return attributes;
    }
}
