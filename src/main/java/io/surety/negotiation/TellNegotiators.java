package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.Role;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells those who negotiate what the others did; the one who did it knows. */
@Component
class TellNegotiators {

    private final Agreements agreements;
    private final Representatives representatives;
    private final Parties parties;
    private final Outbox outbox;

    TellNegotiators(Agreements agreements, Representatives representatives, Parties parties, Outbox outbox) {
        this.agreements = agreements;
        this.representatives = representatives;
        this.parties = parties;
        this.outbox = outbox;
    }

    @EventListener
    void on(NegotiationMoved moved) {
        Version version = agreements.get(moved.version());
        Spec spec = version.document().spec();
        String actor = parties.person(moved.by()).map(Person::name).orElse("");
        for (Person person : receivers(spec, moved.kind())) {
            if (!person.id().equals(moved.by())) {
                outbox.add(new Notice(
                        "negotiation:" + moved.version() + ":" + moved.act() + ":" + person.id(),
                        person.id(),
                        Notice.Channel.MAIL,
                        "negotiation." + moved.kind().name().toLowerCase(Locale.ROOT),
                        Map.of(
                                "agreement", moved.version().agreement(),
                                "title", version.document().metadata().title(),
                                "version", String.valueOf(moved.version().number()),
                                "person", actor,
                                "thirdParty", moved.thirdParty() == null ? "" : moved.thirdParty()),
                        "/agreements/" + moved.version().agreement()));
            }
        }
    }

    /** A third party is told when its consent is asked for; rounds before that are between the two sides. */
    private Set<Person> receivers(Spec spec, ActKind kind) {
        Set<Person> people = new LinkedHashSet<>();
        for (Side side : Side.values()) {
            people.addAll(representatives.of(side, spec));
        }
        spec.thirdParties().stream()
                .filter(party -> kind == ActKind.ACCEPT && !party.duties().isEmpty())
                .forEach(party ->
                        people.addAll(parties.holding(Role.THIRD_PARTY_CONTACT, new OrganisationId(party.id()))));
        return people;
    }
}
