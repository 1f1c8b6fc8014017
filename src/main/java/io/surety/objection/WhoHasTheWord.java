package io.surety.objection;

import io.surety.agreement.Agreements;
import io.surety.agreement.document.Spec;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.objection.Objection.Act;
import io.surety.party.ChooseCandidates;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.shared.TimeSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Whom each step of an objection needs. */
@Service
public class WhoHasTheWord {

    private final Agreements agreements;
    private final Objections objections;
    private final Parties parties;
    private final ChooseCandidates choose;
    private final Sources sources;
    private final TimeSource time;

    WhoHasTheWord(
            Agreements agreements,
            Objections objections,
            Parties parties,
            ChooseCandidates choose,
            Sources sources,
            TimeSource time) {
        this.agreements = agreements;
        this.objections = objections;
        this.parties = parties;
        this.choose = choose;
        this.sources = sources;
        this.time = time;
    }

    /** Whoever speaks for the other side. */
    public TaskNeed answers(Objection objection) {
        return new TaskNeed(role(objection, objection.answerer()), objection.answerer(), null, null, Set.of());
    }

    /** Whoever speaks for the side that objects. */
    public TaskNeed considers(Objection objection) {
        return new TaskNeed(role(objection, objection.objector()), objection.objector(), null, null, Set.of());
    }

    /**
     * One level above whoever answered: the same role in an organisation above hers, else her organisation's legal
     * approver, else another of the same role; she herself only where there is nobody else.
     */
    public TaskNeed rules(Objection objection) {
        OrganisationId side = objection.answerer();
        Role role = role(objection, side);
        Set<PersonId> spoken = objections.acts(objection.id()).stream()
                .filter(act -> act.kind() == Act.Kind.CONTESTED || act.kind() == Act.Kind.CONCEDED)
                .map(Act::person)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
        Stream<TaskNeed> above = parties.organisation(side).map(Organisation::parent).stream()
                .map(parent -> new TaskNeed(role, parent, null, null, spoken));
        return Stream.concat(
                        above,
                        Stream.of(
                                new TaskNeed(Role.LEGAL_APPROVER, side, null, null, spoken),
                                new TaskNeed(role, side, null, null, spoken)))
                .filter(need -> !choose.byLevel(need, time.now()).isEmpty())
                .findFirst()
                .orElse(new TaskNeed(role, side, null, null, Set.of()));
    }

    /** Whoever manages service levels for the owner of the source that the term reads. */
    public TaskNeed corrects(Objection objection) {
        Spec spec = spec(objection);
        OrganisationId owner = spec.term(objection.term())
                .flatMap(term -> sources.find(term.measure().source()))
                .map(Source::owner)
                .orElse(new OrganisationId(spec.provider().id()));
        return new TaskNeed(Role.SERVICE_LEVEL_MANAGER, owner, null, null, Set.of());
    }

    private Role role(Objection objection, OrganisationId side) {
        Spec spec = spec(objection);
        if (spec.provider().id().equals(side.value())) {
            return Role.SERVICE_LEVEL_MANAGER;
        }
        return spec.customer().id().equals(side.value()) ? Role.CUSTOMER_REPRESENTATIVE : Role.THIRD_PARTY_CONTACT;
    }

    private Spec spec(Objection objection) {
        return agreements.get(objection.version()).document().spec();
    }
}
