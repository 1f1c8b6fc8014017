package io.surety.agreement.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.ReferredCalendars;
import io.surety.agreement.SharedCalendar;
import io.surety.agreement.SharedCalendars;
import io.surety.party.OrganisationId;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what a calendar takes from a shared one into the document, with its hash. A copy that already has it keeps it,
 * and is held to what that version says.
 */
final class SharedReferences {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TAKEN = List.of("zone", "windows", "holidays", "dates");

    private final ReferredCalendars calendars;

    SharedReferences(ReferredCalendars calendars) {
        this.calendars = calendars;
    }

    /** @param spec of an agreement, valid and with its defaults; is changed */
    void resolve(JsonNode spec, LocalDate from, LocalDate to, Findings findings) {
        Set<OrganisationId> parties = new HashSet<>();
        spec.path("parties")
                .forEach(party -> parties.add(new OrganisationId(party.get("id").textValue())));
        for (int i = 0; i < spec.path("calendars").size(); i++) {
            if (spec.path("calendars").get(i) instanceof ObjectNode calendar && calendar.has("shared")) {
                String name = calendar.at("/shared/name").textValue();
                new One(calendar, "/spec/calendars/" + i, calendars.versions(name, parties), findings)
                        .resolve(name, from, to);
            }
        }
    }

    /** One calendar of the document. */
    private record One(ObjectNode calendar, String path, List<SharedCalendar> versions, Findings findings) {

        void resolve(String name, LocalDate from, LocalDate to) {
            if (versions.isEmpty()) {
                findings.error(
                        path + "/shared/name", "unknown-shared-calendar", "no party has a shared calendar " + name);
                return;
            }
            Optional<SharedCalendar> current = SharedCalendars.onDate(versions, from);
            if (!calendar.at("/shared/hash").isTextual()) {
                if (current.isEmpty()) {
                    findings.error(
                            path + "/shared/name",
                            "shared-calendar-not-valid",
                            "no version of " + name + " holds on " + from);
                } else if (isWrittenOut()) {
                    findings.error(
                            path,
                            "shared-calendar-differs",
                            "leave zone, windows, holidays and dates out, or name the hash that they come from");
                } else {
                    take(current.get(), to);
                }
            } else {
                versions.stream()
                        .filter(v -> v.document()
                                .hash()
                                .hex()
                                .equals(calendar.at("/shared/hash").textValue()))
                        .findFirst()
                        .ifPresentOrElse(
                                version -> keep(version, current, to),
                                () -> findings.error(
                                        path + "/shared/hash",
                                        "unknown-shared-calendar",
                                        "no version of " + name + " has this hash"));
            }
        }

        private boolean isWrittenOut() {
            return calendar.has("zone")
                    || calendar.has("holidays")
                    || calendar.has("complementOf")
                    || !calendar.path("windows").isEmpty()
                    || !calendar.path("dates").isEmpty();
        }

        private void keep(SharedCalendar version, Optional<SharedCalendar> current, LocalDate to) {
            if (!isWrittenOut()) {
                take(version, to);
            } else if (differs(version)) {
                findings.error(
                        path,
                        "shared-calendar-differs",
                        "it is not what version " + version.number() + " of " + version.name() + " says");
            }
            if (current.isPresent() && current.get().number() > version.number()) {
                findings.warn(
                        path + "/shared",
                        "shared-calendar-newer",
                        "this keeps version " + version.number() + " of " + version.name() + "; version "
                                + current.get().number() + " can be taken by an amendment without the hash");
            }
        }

        private void take(SharedCalendar version, LocalDate to) {
            JsonNode content = spec(version);
            TAKEN.stream().filter(content::has).forEach(field -> calendar.set(field, content.get(field)));
            ((ObjectNode) calendar.get("shared"))
                    .put("hash", version.document().hash().hex());
            findings.warnIf(
                    version.document().to().isBefore(to),
                    path + "/shared",
                    "shared-calendar-ends",
                    "version " + version.number() + " of " + version.name() + " holds only until "
                            + version.document().to());
        }

        /** The frozen dates belong to the validity of the document, and are checked on their own. */
        private boolean differs(SharedCalendar version) {
            JsonNode content = spec(version);
            return calendar.has("complementOf")
                    || TAKEN.stream().anyMatch(field -> !Objects.equals(less(calendar, field), less(content, field)));
        }

        private static JsonNode less(JsonNode calendar, String field) {
            JsonNode value = calendar.path(field).deepCopy();
            return value instanceof ObjectNode holidays ? holidays.without("frozen") : value;
        }

        private static JsonNode spec(SharedCalendar version) {
            try {
                return JSON.readTree(version.document().normalised()).get("spec");
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a normalised text is JSON", e);
            }
        }
    }
}
