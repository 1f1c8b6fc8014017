package io.surety.escalation.web;

import io.surety.escalation.EscalationDetails;
import io.surety.escalation.Subject;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One escalation with all that its reader may know. */
record EscalationDetailsView(
        EscalationView escalation, String title, int itemCount, List<Item> items, List<Told> told, List<Event> log) {

    /**
     * @param kind CLOCK, BURN or VIOLATION
     * @param percent the mark it has reached; null once it is late, and for what is no clock
     * @param detail the burn rates, or the number and period of the violation; null for a clock
     */
    record Item(
            String item,
            String kind,
            String target,
            boolean late,
            @Nullable String percent,
            @Nullable String detail,
            Instant reachedAt,
            String clock) {}

    record Told(
            String person,
            String name,
            @Nullable String insteadOf,
            int round,
            int tier,
            int repetition,
            String channel,
            Instant dueAt,
            Instant at) {}

    record Event(Instant at, String what, @Nullable String person, String detail) {}

    static EscalationDetailsView of(EscalationDetails details) {
        return new EscalationDetailsView(
                EscalationView.of(details.escalation()),
                details.title(),
                details.subjectCount(),
                details.subjects().stream().map(EscalationDetailsView::item).toList(),
                details.told().stream().map(EscalationDetailsView::told).toList(),
                details.log().stream().map(EscalationDetailsView::event).toList());
    }

    private static Item item(Subject s) {
        return new Item(
                s.item(),
                s.kind().name(),
                s.target(),
                s.breached(),
                s.percent().orElse(null),
                s.detail().orElse(null),
                s.reachedAt(),
                s.going().name());
    }

    private static Told told(EscalationDetails.Told t) {
        return new Told(
                t.person().value(),
                t.name(),
                t.insteadOf().orElse(null),
                t.round(),
                t.tier(),
                t.repetition(),
                t.channel(),
                t.dueAt(),
                t.at());
    }

    private static Event event(EscalationDetails.Event e) {
        return new Event(e.at(), e.what(), e.person().map(PersonId::value).orElse(null), e.detail());
    }
}
