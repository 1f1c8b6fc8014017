package io.surety.escalation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.escalation.Escalation;
import io.surety.escalation.ReadEscalations;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** On an agreement's page: who is being called, and who was lately. */
@Component
class EscalationsPageSection implements AgreementPageSection {

    /** Longer than an escalation can be open: it lapses after 30 days. */
    private static final Duration LATELY = Duration.ofDays(31);

    private static final int MOST = 30;

    private final ReadEscalations escalations;
    private final Parties parties;
    private final TimeSource time;

    EscalationsPageSection(ReadEscalations escalations, Parties parties, TimeSource time) {
        this.escalations = escalations;
        this.parties = parties;
        this.time = time;
    }

    /** @param takenBy name of whoever acknowledged it last; empty if nobody has */
    record Row(Escalation escalation, String takenBy, String closedBy) {}

    @Override
    public int order() {
        return 20;
    }

    @Override
    public String template() {
        return "escalation/agreement-section";
    }

    @Override
    public String fragment() {
        return "escalations";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        Instant now = time.now();
        List<Row> rows =
                escalations.of(version.ref().agreement(), new Interval(now.minus(LATELY), now.plusMillis(1))).stream()
                        .sorted(Comparator.comparing((Escalation e) -> e.state().isOpen())
                                .thenComparing(Escalation::openedAt)
                                .reversed())
                        .limit(MOST)
                        .map(this::row)
                        .toList();
        return Map.of("rows", rows, "zone", version.document().spec().period().zone());
    }

    private Row row(Escalation escalation) {
        return new Row(
                escalation,
                escalation.acknowledgement().map(by -> name(by.by())).orElse(""),
                escalation.closing().map(by -> name(by.by())).orElse(""));
    }

    private String name(PersonId person) {
        return parties.person(person).map(Person::name).orElse(person.value());
    }
}
