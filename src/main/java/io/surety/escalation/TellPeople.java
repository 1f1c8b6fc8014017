package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Writes the messages of an escalation into the outbox: one to each receiver, whatever has come due at once. */
@Component
class TellPeople {

    private static final int ITEMS_LISTED = 20;

    private final Outbox outbox;
    private final Parties parties;
    private final Subjects subjects;
    private final Chronicle chronicle;

    TellPeople(Outbox outbox, Parties parties, Subjects subjects, Chronicle chronicle) {
        this.outbox = outbox;
        this.parties = parties;
        this.subjects = subjects;
        this.chronicle = chronicle;
    }

    /** What all messages about tiers begin their dedupe key with; they are withdrawn when somebody takes it on. */
    static String keyOfTiers(EscalationId escalation) {
        return "escalation:" + escalation + ":tier:";
    }

    /**
     * @param key of what is told, unique in the escalation's round
     * @param marks one line for each that has come due, with its true instant
     */
    record Message(PersonId to, Channel by, String template, String key, List<String> marks) {}

    void tell(Escalation escalation, List<Message> messages) {
        Map<String, String> shared = new HashMap<>(about(escalation));
        shared.put(
                "told",
                chronicle.toldPeople(escalation.id()).stream().map(this::name).collect(Collectors.joining(", ")));
        for (Message message : messages) {
            Map<String, String> values = new HashMap<>(shared);
            values.put("marks", String.join("\n", message.marks()));
            add(
                    escalation,
                    keyOfTiers(escalation.id()) + "r" + escalation.round() + ":" + message.key(),
                    message.to(),
                    message.by(),
                    message.template(),
                    values);
        }
    }

    /** Tells all who were told before how it goes on, except whoever brought that about. */
    void outcome(Escalation escalation, String template, PersonId by, String note, Instant now) {
        Map<String, String> values = new HashMap<>(about(escalation));
        values.put("by", name(by));
        values.put("note", note.isBlank() ? "–" : note);
        values.put("at", now.toString());
        for (PersonId person : chronicle.toldPeople(escalation.id())) {
            if (!person.equals(by)) {
                String key = "escalation:" + escalation.id() + ":" + template + ":" + now.toEpochMilli();
                add(escalation, key, person, Channel.MAIL, template, values);
            }
        }
    }

    private void add(
            Escalation escalation, String key, PersonId to, Channel by, String template, Map<String, String> values) {
        Notice.Channel channel = by == Channel.MAIL ? Notice.Channel.MAIL : Notice.Channel.WEBHOOK;
        outbox.add(new Notice(
                key + ":" + to + ":" + channel,
                to,
                channel,
                template,
                values,
                "/agreements/" + escalation.version().agreement()));
    }

    private Map<String, String> about(Escalation escalation) {
        List<Subject> listed = subjects.of(escalation.id(), ITEMS_LISTED);
        int all = subjects.tally(escalation.id()).all();
        return Map.of(
                "agreement", escalation.version().agreement(),
                "term", escalation.term(),
                "severity", escalation.severity().word(),
                "round", String.valueOf(escalation.round()),
                "count", String.valueOf(all),
                "first", listed.isEmpty() ? "" : listed.get(0).item(),
                "items", lines(listed, all));
    }

    static String lines(List<Subject> listed, int all) {
        String lines = listed.stream().map(TellPeople::line).collect(Collectors.joining("\n"));
        return all > listed.size() ? lines + "\n… +" + (all - listed.size()) : lines;
    }

    private static String line(Subject subject) {
        String what = subject.target().isEmpty() ? subject.item() : subject.item() + " · " + subject.target();
        String late = subject.breached() ? "> 100 %" : "≤ 100 %";
        String mark = subject.detail().orElseGet(() -> subject.percent().orElse(late));
        return what + " · " + mark + " " + subject.reachedAt();
    }

    private String name(PersonId person) {
        return parties.person(person).map(Person::name).orElse(person.value());
    }
}
