package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.measurement.RecordedCauses;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a party says about a cause that it was asked to confirm, in its task or over REST. */
@Service
@Transactional
public class AnswerCause {

    private final CauseRequests requests;
    private final RecordedCauses causes;
    private final Agreements agreements;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    AnswerCause(
            CauseRequests requests,
            RecordedCauses causes,
            Agreements agreements,
            Parties parties,
            Outbox outbox,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.requests = requests;
        this.causes = causes;
        this.agreements = agreements;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
        this.events = events;
    }

    /**
     * The answer of the task, whose process goes on by itself.
     *
     * @throws Refusal {@code request-settled} if it was answered or became void meanwhile
     */
    public void inTask(UUID id, boolean confirmed, PersonId by, String comment) {
        causes.lock(requests.get(id).source());
        CauseRequest request = open(id);
        Instant now = time.now();
        if (confirmed) {
            requests.settle(id, CauseRequest.State.CONFIRMED, by, comment, now);
            causes.confirm(request.source(), request.record(), request.revision(), request.organisation(), by, comment);
        } else {
            requests.settle(id, CauseRequest.State.REFUSED, by, comment, now);
            tellRefusal(request, comment);
        }
    }

    /**
     * Refuses over REST; the task ends. Confirming over REST goes by the record itself.
     *
     * @throws Refusal {@code not-found} if it is not hers to see; {@code confirmation-forbidden} if she does not hold the
     *     role; {@code request-settled} if it is not open
     */
    public CauseRequest refuse(UUID id, Caller caller, String reason) {
        CauseRequest seen = requests.lock(id);
        if (!caller.organisations().contains(seen.organisation())) {
            throw Refusal.notFound("confirmation request " + id);
        }
        if (!caller.holds(Role.SERVICE_LEVEL_MANAGER) && !caller.holds(Role.CUSTOMER_REPRESENTATIVE)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "confirmation-forbidden",
                    "only service level managers and customer representatives decide about a cause");
        }
        CauseRequest request = open(id);
        requests.settle(id, CauseRequest.State.REFUSED, caller.person(), reason, time.now());
        tellRefusal(request, reason);
        events.publishEvent(new RequestSettled(RequestSettled.About.CAUSE, id));
        return requests.get(id);
    }

    /** Whether it is still to be answered; whoever settles it at this moment has to wait until the caller is done. */
    public boolean isOpen(UUID id) {
        return requests.lock(id).state() == CauseRequest.State.OPEN;
    }

    private CauseRequest open(UUID id) {
        CauseRequest request = requests.lock(id);
        if (request.state() != CauseRequest.State.OPEN) {
            throw Refusal.conflict("request-settled", "it is " + request.state() + ", nothing is to answer any more");
        }
        return request;
    }

    /** The other side learns that the time stays ordinary, and why. */
    private void tellRefusal(CauseRequest request, String reason) {
        for (TouchedTerm touched : request.touches()) {
            Version version = agreements.get(touched.ref());
            var spec = version.document().spec();
            Stream.of(
                            Map.entry(
                                    Role.SERVICE_LEVEL_MANAGER,
                                    new OrganisationId(spec.provider().id())),
                            Map.entry(
                                    Role.CUSTOMER_REPRESENTATIVE,
                                    new OrganisationId(spec.customer().id())))
                    .filter(side -> !side.getValue().equals(request.organisation()))
                    .flatMap(side -> parties.holding(side.getKey(), side.getValue()).stream())
                    .forEach(person -> outbox.add(new Notice(
                            "evaluation.causeRefused:" + request.id() + ":" + touched.agreement() + ":" + person.id(),
                            person.id(),
                            Notice.Channel.MAIL,
                            "evaluation.causeRefused",
                            Map.of(
                                    "agreement",
                                    touched.title(),
                                    "record",
                                    request.source() + "/" + request.record(),
                                    "organisation",
                                    request.organisation().value(),
                                    "reason",
                                    reason.isEmpty() ? "–" : reason),
                            "/agreements/" + touched.agreement())));
        }
    }
}
