package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.CreditLimits;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.consequence.DueClaims.DueClaim;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.VerdictPublished;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Opens the obligated side's claim against a third party as soon as a violation is published in which time is the third
 * party's ({@code domain.md} 6.4), where the contract between the two is an agreement here. Judging again brings an open
 * claim to what the ledger says then; it never opens a second one.
 */
@Component
class OpenThirdPartyClaims {

    private static final int MOST_REMEMBERED = 10_000;

    private final Agreements agreements;
    private final DueClaims due;
    private final Clocks clocks;
    private final ThirdPartyClaims claims;
    private final RaiseClaim raise;
    private final TimeSource time;
    private final ApplicationEventPublisher events;
    /** Contents in which no third party has such a contract. */
    private final Set<ContentHash> withoutContract = ConcurrentHashMap.newKeySet();

    OpenThirdPartyClaims(
            Agreements agreements,
            DueClaims due,
            Clocks clocks,
            ThirdPartyClaims claims,
            RaiseClaim raise,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.due = due;
        this.clocks = clocks;
        this.claims = claims;
        this.raise = raise;
        this.time = time;
        this.events = events;
    }

    @EventListener
    void on(VerdictPublished published) {
        StoredVerdict stored = published.after();
        VersionRef version = stored.verdict().version();
        if (withoutContract.contains(stored.documentHash())) {
            return;
        }
        Spec spec = agreements.get(version).document().spec();
        if (!DueClaims.mayArise(spec)) {
            if (withoutContract.size() >= MOST_REMEMBERED) {
                withoutContract.clear();
            }
            withoutContract.add(stored.documentHash());
            return;
        }
        List<ThirdPartyClaim> known = claims.lockOf(stored.id());
        List<ThirdPartyClaim> claimable = due(stored, spec);
        claimable.forEach(claim -> open(claim, known));
        known.stream()
                .filter(old -> claimable.stream().noneMatch(claim -> same(old, claim)))
                .forEach(raise::withdraw);
    }

    private void open(ThirdPartyClaim claim, List<ThirdPartyClaim> known) {
        Optional<ThirdPartyClaim> before =
                known.stream().filter(old -> same(old, claim)).findFirst();
        if (before.isEmpty()) {
            claims.insert(claim);
            events.publishEvent(new ClaimOpened(claim.id()));
            return;
        }
        ThirdPartyClaim old = before.get();
        if (old.state() == ThirdPartyClaim.State.OPEN) {
            claims.reopen(old.id(), claim);
        } else if (old.state() == ThirdPartyClaim.State.WITHDRAWN) {
            claims.reopen(old.id(), claim);
            events.publishEvent(new ClaimOpened(old.id()));
        }
    }

    private static boolean same(ThirdPartyClaim one, ThirdPartyClaim other) {
        return one.thirdParty().equals(other.thirdParty()) && one.contract().equals(other.contract());
    }

    private List<ThirdPartyClaim> due(StoredVerdict stored, Spec spec) {
        return due.of(stored.verdict(), spec, clocks::ledger).stream()
                .map(claim -> claim(stored, spec, claim))
                .toList();
    }

    private ThirdPartyClaim claim(StoredVerdict stored, Spec spec, DueClaim due) {
        Verdict verdict = stored.verdict();
        Term term = spec.term(verdict.term()).orElseThrow();
        String name = due.contract().ref().agreement();
        return new ThirdPartyClaim(
                UUID.randomUUID(),
                stored.id(),
                verdict.version(),
                verdict.term(),
                verdict.target(),
                verdict.period().part(),
                due.claimant(),
                new OrganisationId(due.party().id()),
                name,
                term.supportedBy().stream()
                        .filter(support -> name.equals(support.agreement()))
                        .map(Term.Support::term)
                        .filter(Objects::nonNull)
                        .toList(),
                due.evidence(),
                ThirdPartyClaim.State.OPEN,
                claimUntil(
                        due.contract().document().spec(),
                        verdict.period().part().to()),
                time.now(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** The contract's window, counted from the end of the judged period, which is the earliest that it can begin. */
    private static Optional<Instant> claimUntil(Spec contract, Instant periodEnd) {
        return Optional.ofNullable(contract.creditLimits())
                .map(CreditLimits::claim)
                .map(CreditLimits.Claim::within)
                .map(within -> {
                    if (within instanceof Span.Dates dates) {
                        return periodEnd
                                .atZone(contract.period().zone())
                                .plus(dates.period())
                                .toInstant();
                    }
                    throw new IllegalStateException(
                            "lint has made sure that claims are counted in dates: " + within.text());
                });
    }
}
