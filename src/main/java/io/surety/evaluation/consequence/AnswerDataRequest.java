package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a party says about data that it owes and cannot deliver; data that it delivers settle the request by themselves. */
@Service
@Transactional
public class AnswerDataRequest {

    private final DataRequests requests;
    private final Agreements agreements;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    AnswerDataRequest(
            DataRequests requests,
            Agreements agreements,
            Parties parties,
            Outbox outbox,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.requests = requests;
        this.agreements = agreements;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
        this.events = events;
    }

    /**
     * There are no data to come; whoever benefits from the term is told.
     *
     * @param inTask whether the process is told by its own task
     * @throws Refusal {@code request-settled} if they arrived meanwhile, or it was answered
     */
    public void unobtainable(UUID id, PersonId by, String reason, boolean inTask) {
        DataRequest request = requests.lock(id);
        if (request.state() != DataRequest.State.OPEN) {
            throw Refusal.conflict("request-settled", "it is " + request.state() + ", nothing is to answer any more");
        }
        requests.settle(id, DataRequest.State.UNOBTAINABLE, by, reason, time.now());
        tell(request, reason);
        if (!inTask) {
            events.publishEvent(new RequestSettled(RequestSettled.About.DATA, id));
        }
    }

    /**
     * The same over REST.
     *
     * @throws Refusal {@code not-found} unless it is her organisation that owes them
     */
    public DataRequest unobtainable(UUID id, Caller caller, String reason) {
        if (!caller.organisations().contains(requests.lock(id).organisation())) {
            throw Refusal.notFound("data request " + id);
        }
        unobtainable(id, caller.person(), reason, false);
        return requests.get(id);
    }

    /** Whether it is still to be answered; whoever settles it at this moment has to wait until the caller is done. */
    public boolean isOpen(UUID id) {
        return requests.lock(id).state() == DataRequest.State.OPEN;
    }

    private void tell(DataRequest request, String reason) {
        Version version = agreements.get(request.version());
        var spec = version.document().spec();
        OrganisationId beneficiary = new OrganisationId(
                spec.beneficiary(spec.term(request.term()).orElseThrow()).id());
        Role role = beneficiary.value().equals(spec.customer().id())
                ? Role.CUSTOMER_REPRESENTATIVE
                : Role.SERVICE_LEVEL_MANAGER;
        parties.holding(role, beneficiary)
                .forEach(person -> outbox.add(new Notice(
                        "evaluation.dataUnobtainable:" + request.id() + ":"
                                + time.now().toEpochMilli() + ":" + person.id(),
                        person.id(),
                        Notice.Channel.MAIL,
                        "evaluation.dataUnobtainable",
                        Map.of(
                                "agreement", version.document().metadata().title(),
                                "term", request.term(),
                                "period",
                                        request.period().from() + " – "
                                                + request.period().to(),
                                "organisation", request.organisation().value(),
                                "reason", reason),
                        "/agreements/" + request.version().agreement())));
    }
}
