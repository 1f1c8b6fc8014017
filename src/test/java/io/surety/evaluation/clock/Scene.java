package io.surety.evaluation.clock;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.reading.DocumentReading;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.testing.TestCalendars;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Agreements and incidents for tests of clocks. Berlin, Monday 2 March 2026 onwards; {@code day} is open Mon–Fri 08–18,
 * {@code prime} 08–12 and 13–18, {@code always} all the time.
 */
public final class Scene {

    public static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    public static final ItemRef ITEM = new ItemRef("tickets", "INC1");

    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: NAME, title: Support}
            spec:
              type: TYPE
              scope: SCOPE
              rank: RANK
              parties: [{id: PROVIDER, role: provider}, {id: acme, role: customer}, {id: cloudco, role: third-party}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: day, notice: P30D, renewal: none}
              services:
                - {id: service-desk, description: help, notIncluded: []}
                - {id: mail, description: mail, partOf: service-desk, notIncluded: []}
                - {id: portal, description: portal, notIncluded: []}
              calendars:
                - {id: day, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}
                - {id: prime, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "12:00"}, {days: [MO, TU, WE, TH, FR], from: "13:00", to: "18:00"}]}
                - {id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}
              sources: [{id: tickets, kind: work-items, complete: watermark}]
              escalations:
                - {id: ladder, maxAge: PT24H, tiers: [{at: {elapsed: "50%"}, tell: [{role: lead}], by: [mail]}, {at: {elapsed: "75%"}, tell: [{role: lead}], by: [mail]}, {at: {breach: true}, tell: [{role: lead}], by: [mail]}]}
              terms:
            TERMS
            """;

    /** Resolved within four hours of {@code day}. */
    static final Version FOUR_HOURS = sla(resolve("", all("day", "PT4H")));

    private Scene() {}

    /** The text of an agreement; its terms are written as flow mappings, one a line. */
    public static String text(String name, String type, String scope, int rank, String provider, String... terms) {
        StringBuilder list = new StringBuilder();
        for (String term : terms) {
            list.append("    - ")
                    .append(term.strip().replaceAll("\\s*\\n\\s*", " "))
                    .append('\n');
        }
        return DOCUMENT.replace("NAME", name)
                .replace("TYPE", type)
                .replace("SCOPE", scope)
                .replace("RANK", Integer.toString(rank))
                .replace("PROVIDER", provider)
                .replace("TERMS\n", list.toString());
    }

    public static Version sla(String... terms) {
        return active(
                "support",
                1,
                text("support", "SLA", "customer", 0, "northwind-it", terms),
                "2026-01-01 00:00",
                "2027-01-01 00:00");
    }

    public static Version active(String name, int number, String text, String from, String to) {
        ParsedDocument parsed = DocumentReading.reader().read(text.getBytes(StandardCharsets.UTF_8));
        return new Version(
                new VersionRef(name, number),
                VersionState.ACTIVE,
                parsed.document(),
                parsed.hash(),
                new Interval(at(from), at(to)),
                List.of(),
                new PersonId("nora"),
                at(from));
    }

    static Version with(Version version, VersionState state, Interval validity, List<Interval> suspensions) {
        return new Version(
                version.ref(),
                state,
                version.document(),
                version.hash(),
                validity,
                suspensions,
                version.createdBy(),
                version.createdAt());
    }

    /** @param measure what follows {@code source}, such as {@code start: …, stop: …} */
    static String term(String id, String measure, String targets) {
        return "{id: " + id
                + ", service: service-desk, obligated: provider, escalation: ladder, measure: {kind: duration,"
                + " of: work-item, source: tickets, " + measure + "}, targets: [" + targets + "]}";
    }

    /** From creation to resolution, paused while the user is asked. */
    static String resolve(String more, String targets) {
        return term(
                "resolve",
                "where: {type: [incident]}, start: {event: created}, stop: {enters: {state: [Resolved, Closed]}},"
                        + " pause: [{while: {state: [Awaiting User]}, party: customer}]" + more,
                targets);
    }

    static String all(String calendar, String within) {
        return "{id: all, calendar: " + calendar + ", within: " + within + "}";
    }

    /** Berlin local time, such as {@code 2026-03-02 10:00} or {@code 2026-03-02 10:00:00.001}. */
    public static Instant at(String local) {
        return LocalDateTime.parse(local.replace(' ', 'T')).atZone(BERLIN).toInstant();
    }

    static Incident incident(String createdAt, String... attributes) {
        return new Incident(createdAt, attributes);
    }

    /** An incident that tells its story; known at once, unless {@code received} says otherwise. */
    static final class Incident {

        private final List<ItemEvent> events = new ArrayList<>();
        private final List<Diagnostic> conflicts = new ArrayList<>();

        private Incident(String createdAt, String... attributes) {
            Map<String, String> all = new HashMap<>(
                    Map.of("service", "service-desk", "customer", "acme", "type", "incident", "state", "New"));
            all.putAll(map(attributes));
            add(at(createdAt), "created", "", all, at(createdAt));
        }

        Incident then(String at, String... attributes) {
            return add(at(at), "changed", "human", map(attributes), at(at));
        }

        Incident event(String at, String type, String by, String... attributes) {
            return add(at(at), type, by, map(attributes), at(at));
        }

        Incident received(String at, String receivedAt, String... attributes) {
            return add(at(at), "changed", "human", map(attributes), at(receivedAt));
        }

        Incident conflicting() {
            conflicts.add(new Diagnostic("/measurements/tickets/x", "conflicting-revision", "two contents"));
            return this;
        }

        Incident add(Instant at, String type, String by, Map<String, String> attributes, Instant receivedAt) {
            events.add(
                    new ItemEvent(ITEM, "e" + events.size(), 0, at, receivedAt, events.size(), type, by, attributes));
            return this;
        }

        ItemHistory history() {
            return new ItemHistory(ITEM, events, conflicts);
        }

        private static Map<String, String> map(String... pairs) {
            Map<String, String> map = new HashMap<>();
            for (int i = 0; i < pairs.length; i += 2) {
                map.put(pairs[i], pairs[i + 1]);
            }
            return map;
        }
    }

    static ItemJudgement judge(Incident incident, String asOf, Version... versions) {
        return judge(incident.history(), at(asOf), versions);
    }

    static ItemJudgement judge(ItemHistory history, Instant asOf, Version... versions) {
        return new JudgeClocks(new TestCalendars(), Assignees.UNKNOWN).judge(history, List.of(versions), asOf);
    }

    /** The one clock of an item by the one version that holds. */
    static JudgedClock only(Incident incident, String asOf, Version version) {
        List<JudgedClock> clocks = judge(incident, asOf, version).clocks();
        assertThat(clocks).hasSize(1);
        return clocks.get(0);
    }
}
