package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.AgreementDocument;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.evaluation.consequence.ThirdPartyClaim.State;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What becomes of a claim against a third party: somebody raises or waives it, its time runs out, or it falls away. */
@Service
@Transactional
public class RaiseClaim {

    private static final Span TIME_TO_RAISE = new Span.BusinessDays(5);
    private static final Duration WITHOUT_A_CALENDAR = Duration.ofDays(7);

    /** Where the contract names no window: nobody is asked for longer than claims commonly last. */
    private static final Duration WITHOUT_A_WINDOW = Duration.ofDays(3 * 365);

    private final ThirdPartyClaims claims;
    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    RaiseClaim(
            ThirdPartyClaims claims,
            Agreements agreements,
            ServiceCalendars calendars,
            Parties parties,
            Outbox outbox,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.claims = claims;
        this.agreements = agreements;
        this.calendars = calendars;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
        this.events = events;
    }

    /**
     * Raises or waives it; the third party is told of one that is raised.
     *
     * @param inTask whether the process is told by its own task
     * @param comment the reference under which it was raised, or why it was waived
     * @throws Refusal {@code claim-settled} if it is not open
     */
    public void decide(UUID id, boolean raised, PersonId by, String comment, boolean inTask) {
        ThirdPartyClaim claim = claims.lock(id);
        if (claim.state() != State.OPEN) {
            throw Refusal.conflict("claim-settled", "the claim is " + claim.state() + ", nothing is to decide");
        }
        claims.settle(id, raised ? State.RAISED : State.WAIVED, by, comment, time.now());
        if (raised) {
            tell(claim, "evaluation.claimRaised", Role.THIRD_PARTY_CONTACT, claim.thirdParty(), comment);
        }
        if (!inTask) {
            events.publishEvent(new RequestSettled(RequestSettled.About.CLAIM, id));
        }
    }

    /**
     * The same over REST.
     *
     * @throws Refusal {@code not-found} unless the claim is her organisation's; {@code role-needed} unless she deals with
     *     third parties or with service levels there
     */
    public ThirdPartyClaim decide(UUID id, boolean raised, Caller caller, String comment) {
        if (!caller.organisations().contains(claims.lock(id).claimant())) {
            throw Refusal.notFound("third-party claim " + id);
        }
        if (!caller.holds(Role.THIRD_PARTY_MANAGER) && !caller.holds(Role.SERVICE_LEVEL_MANAGER)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "role-needed", "a third-party manager or service level manager decides");
        }
        decide(id, raised, caller.person(), comment, false);
        return claims.get(id);
    }

    /** Its window has ended; does nothing if it was settled before. */
    public void lapse(UUID id) {
        ThirdPartyClaim claim = claims.lock(id);
        if (claim.state() == State.OPEN) {
            claims.settle(id, State.LAPSED, null, "", time.now());
            tell(claim, "evaluation.claimLapsed", Role.THIRD_PARTY_MANAGER, claim.claimant(), "");
        }
    }

    /** Nothing is claimed any more; where it was raised, whoever did it is told to take it back. */
    void withdraw(ThirdPartyClaim claim) {
        if (claim.state() == State.OPEN) {
            claims.settle(claim.id(), State.WITHDRAWN, null, "", time.now());
            events.publishEvent(new RequestSettled(RequestSettled.About.CLAIM, claim.id()));
        } else if (claim.state() == State.RAISED) {
            claims.settle(claim.id(), State.WITHDRAWN, null, claim.comment(), time.now());
            tell(claim, "evaluation.claimWithdrawn", Role.THIRD_PARTY_MANAGER, claim.claimant(), claim.comment());
        }
    }

    /** Whether it is still to be raised; whoever settles it at this moment has to wait until the caller is done. */
    public boolean isOpen(UUID id) {
        return claims.lock(id).state() == State.OPEN;
    }

    /** When the window ends. */
    public Instant windowEnd(UUID id) {
        ThirdPartyClaim claim = claims.get(id);
        return claim.claimUntil().orElseGet(() -> claim.openedAt().plus(WITHOUT_A_WINDOW));
    }

    /** When it should be raised: five business days after it was opened, and not after its window. */
    public Instant due(UUID id) {
        ThirdPartyClaim claim = claims.get(id);
        AgreementDocument document = agreements.get(claim.version()).document();
        Instant due = calendars
                .of(document, document.spec().period().calendar())
                .due(claim.openedAt(), TIME_TO_RAISE, List.of())
                .map(Due::deadline)
                .orElse(claim.openedAt().plus(WITHOUT_A_CALENDAR));
        Instant end = windowEnd(id);
        return due.isBefore(end) ? due : end;
    }

    /** The third party reads of the contract only, never of the agreement with the customer. */
    private void tell(ThirdPartyClaim claim, String template, Role role, OrganisationId organisation, String comment) {
        Version version = agreements.get(claim.version());
        Map<String, String> values = new HashMap<>();
        values.put("contract", claim.contract());
        values.put("thirdParty", claim.thirdParty().value());
        values.put("claimant", claim.claimant().value());
        values.put("period", claim.period().from() + " – " + claim.period().to());
        values.put("minutes", String.valueOf(Duration.ofMillis(claim.millis()).toMinutes()));
        values.put("reference", comment.isEmpty() ? "–" : comment);
        boolean own = organisation.equals(claim.claimant());
        String link = "/agreements/" + (own ? version.ref().agreement() : claim.contract());
        for (Person person : parties.holding(role, organisation)) {
            outbox.add(new Notice(
                    template + ":" + claim.id() + ":" + time.now().toEpochMilli() + ":" + person.id(),
                    person.id(),
                    Notice.Channel.MAIL,
                    template,
                    values,
                    link));
        }
    }
}
