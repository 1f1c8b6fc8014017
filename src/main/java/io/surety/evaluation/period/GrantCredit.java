package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.CreditLimits;
import io.surety.agreement.document.Spec;
import io.surety.calendar.Span;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues credits, at once or when they are claimed, and tells the customer. */
@Service
@Transactional
public class GrantCredit {

    private final Credits credits;
    private final Agreements agreements;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;

    GrantCredit(Credits credits, Agreements agreements, Parties parties, Outbox outbox, TimeSource time) {
        this.credits = credits;
        this.agreements = agreements;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
    }

    /** Where a claim is needed it waits for one, otherwise it is issued. */
    void grant(Credit credit) {
        Version version = agreements.get(credit.version());
        CreditLimits limits = version.document().spec().creditLimits();
        Instant now = time.now();
        if (limits != null && limits.claim() != null && limits.claim().needed()) {
            Instant until = after(
                    now,
                    limits.claim().within(),
                    version.document().spec().period().zone());
            credits.move(credit.id(), Credit.State.CLAIMABLE, until, now);
            tell(credit, version, "evaluation.creditClaimable", Map.of("until", until.toString()));
        } else {
            issue(credit, "verdict final");
        }
    }

    /**
     * The customer claims a credit.
     *
     * @throws Refusal {@code not-found} if it is not hers to see; {@code role-needed} if she does not speak for the
     *     customer; {@code not-claimable} if it cannot be claimed, or no longer
     */
    public Credit claim(UUID id, Caller caller) {
        Credit credit = credits.lock(id);
        Version version = agreements.get(credit.version());
        if (!caller.sees(version.sides())) {
            throw Refusal.notFound("credit " + id);
        }
        OrganisationId beneficiary = beneficiary(credit, version);
        if (!caller.organisations().contains(beneficiary) || !caller.holds(Role.CUSTOMER_REPRESENTATIVE)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "role-needed", "a representative of " + beneficiary + " claims it");
        }
        Instant now = time.now();
        if (credit.state() != Credit.State.CLAIMABLE
                || credit.claimUntil().filter(until -> !now.isBefore(until)).isPresent()) {
            throw Refusal.conflict(
                    "not-claimable", "credit " + id + " is " + credit.state() + " and cannot be claimed");
        }
        issue(credit, "claimed by " + caller.person());
        return credits.get(id);
    }

    /** Settles what a restatement changed; positive is owed on top, negative is taken back. */
    void difference(Credit credit, BigDecimal difference, String reason) {
        if (difference.signum() != 0) {
            credits.issue(credit.id(), difference, credit.currency(), "restated: " + reason, time.now());
            tell(
                    credit,
                    agreements.get(credit.version()),
                    "evaluation.creditRestated",
                    Map.of("difference", difference.toPlainString()));
        }
        boolean nothing = credits.notes(credit.id()).isEmpty();
        credits.move(credit.id(), nothing ? Credit.State.CANCELLED : Credit.State.ISSUED, null, time.now());
    }

    private void issue(Credit credit, String reason) {
        Instant now = time.now();
        credits.issue(credit.id(), credit.amount(), credit.currency(), reason, now);
        credits.move(credit.id(), Credit.State.ISSUED, null, now);
        tell(credit, agreements.get(credit.version()), "evaluation.creditIssued", Map.of());
    }

    /** Who gets the money: the side that is not obligated by the term. */
    static OrganisationId beneficiary(Credit credit, Version version) {
        Spec spec = version.document().spec();
        return new OrganisationId(
                spec.beneficiary(spec.term(credit.term()).orElseThrow()).id());
    }

    private void tell(Credit credit, Version version, String template, Map<String, String> more) {
        Map<String, String> values = new HashMap<>(more);
        values.put("agreement", version.document().metadata().title());
        values.put("term", credit.term());
        values.put("amount", credit.currency() + " " + credit.amount().toPlainString());
        values.put("period", credit.period().from() + " – " + credit.period().to());
        String turn =
                template + ":" + credit.id() + ":" + credits.notes(credit.id()).size();
        parties.holding(Role.CUSTOMER_REPRESENTATIVE, beneficiary(credit, version))
                .forEach(person -> outbox.add(new Notice(
                        turn + ":" + person.id(),
                        person.id(),
                        Notice.Channel.MAIL,
                        template,
                        values,
                        "/agreements/" + credit.version().agreement())));
    }

    private static Instant after(Instant start, Span within, ZoneId zone) {
        if (within instanceof Span.Dates dates) {
            return start.atZone(zone).plus(dates.period()).toInstant();
        }
        throw new IllegalStateException("lint has made sure that claims are counted in dates: " + within.text());
    }
}
