package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.party.PersonId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each receiver is to be told at one moment, by each channel: one message, however much has come due. */
final class Digest {

    /** One message has one subject line: that of what is worst. */
    private static final List<String> GRAVEST_FIRST = List.of(
            "escalation.unacknowledged",
            "escalation.violation",
            "escalation.breach",
            "escalation.burn",
            "escalation.repeated",
            "escalation.warning",
            "escalation.joined");

    private record Receiver(PersonId person, Channel channel) {}

    private record Parts(List<String> templates, List<String> keys, List<String> marks) {}

    private final Map<Receiver, Parts> parts = new LinkedHashMap<>();

    /** @param mark the line that says what came due, and when */
    void add(PersonId person, Channel channel, String template, String key, String mark) {
        Parts of = parts.computeIfAbsent(
                new Receiver(person, channel), r -> new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        of.templates().add(template);
        of.keys().add(key);
        of.marks().add(mark);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    List<TellPeople.Message> messages() {
        return parts.entrySet().stream()
                .map(e -> new TellPeople.Message(
                        e.getKey().person(),
                        e.getKey().channel(),
                        gravest(e.getValue().templates()),
                        String.join("+", e.getValue().keys()),
                        e.getValue().marks()))
                .toList();
    }

    private static String gravest(List<String> templates) {
        return GRAVEST_FIRST.stream().filter(templates::contains).findFirst().orElseThrow();
    }
}
