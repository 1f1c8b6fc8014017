package io.surety.objection;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells people how an objection stands. */
@Component
class TellOfObjection {

    private final Agreements agreements;
    private final Parties parties;
    private final Outbox outbox;

    TellOfObjection(Agreements agreements, Parties parties, Outbox outbox) {
        this.agreements = agreements;
        this.parties = parties;
        this.outbox = outbox;
    }

    /**
     * Tells those who speak for the sides, and others.
     *
     * @param template of the message
     * @param occasion for the same occasion a person is told once
     */
    void tell(Objection objection, String template, String occasion, Collection<PersonId> others) {
        Version version = agreements.get(objection.version());
        Spec spec = version.document().spec();
        Map<String, String> values = Map.of(
                "agreement", version.document().metadata().title(),
                "term", objection.term(),
                "objector", objection.objector().value(),
                "reason", objection.reason(),
                "period", objection.period().from() + " – " + objection.period().to());
        Stream<PersonId> sides = Stream.of(
                        Map.entry(Role.SERVICE_LEVEL_MANAGER, spec.provider().id()),
                        Map.entry(Role.CUSTOMER_REPRESENTATIVE, spec.customer().id()))
                .flatMap(side -> parties.holding(side.getKey(), new OrganisationId(side.getValue())).stream())
                .map(Person::id);
        Stream.concat(sides, others.stream())
                .distinct()
                .forEach(person -> outbox.add(new Notice(
                        occasion + ":" + objection.id() + ":" + person,
                        person,
                        Notice.Channel.MAIL,
                        template,
                        values,
                        "/agreements/" + objection.version().agreement())));
    }
}
