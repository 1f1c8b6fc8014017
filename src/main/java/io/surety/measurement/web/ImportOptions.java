package io.surety.measurement.web;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Read from the request as they are: a value may have commas. */
    static ImportOptions of(HttpServletRequest request) {
        String[] attribute = request.getParameterValues("attribute");
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
                attribute == null ? List.of() : List.of(attribute),
                tellPeople == null ? null : Boolean.valueOf(tellPeople));
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
