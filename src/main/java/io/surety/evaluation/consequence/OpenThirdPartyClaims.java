package io.surety.evaluation.consequence;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.CreditLimits;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.VerdictPublished;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.OrganisationId;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final ThirdPartyTime attributed;
    private final ThirdPartyClaims claims;
    private final RaiseClaim raise;
    private final TimeSource time;
    private final ApplicationEventPublisher events;
    /** Contents in which no third party has such a contract. */
    private final Set<ContentHash> withoutContract = ConcurrentHashMap.newKeySet();

    OpenThirdPartyClaims(
            Agreements agreements,
            ThirdPartyTime attributed,
            ThirdPartyClaims claims,
            RaiseClaim raise,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.attributed = attributed;
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
        if (spec.thirdParties().stream().allMatch(party -> party.under() == null)) {
            if (withoutContract.size() >= MOST_REMEMBERED) {
                withoutContract.clear();
            }
            withoutContract.add(stored.documentHash());
            return;
        }
        List<ThirdPartyClaim> known = claims.lockOf(stored.id());
        List<ThirdPartyClaim> due = stored.verdict().value() == VerdictValue.VIOLATED ? due(stored, spec) : List.of();
        due.forEach(claim -> open(claim, known));
        known.stream()
                .filter(old -> due.stream().noneMatch(claim -> same(old, claim)))
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
        Verdict verdict = stored.verdict();
        Term term = spec.term(verdict.term()).orElseThrow();
        OrganisationId claimant = new OrganisationId(spec.obligated(term).id());
        List<ThirdPartyClaim> due = new ArrayList<>();
        for (PartyClause party : spec.thirdParties()) {
            contract(party, claimant, verdict.period().part()).ifPresent(contract -> {
                List<ClaimEvidence> evidence = attributed.of(verdict, term.service(), party.id());
                if (!evidence.isEmpty()) {
                    due.add(claim(stored, term, claimant, party, contract, evidence));
                }
            });
        }
        return due;
    }

    /** The newest version of the contract in force in the period, if it binds the third party to the claimant. */
    private Optional<Version> contract(PartyClause party, OrganisationId claimant, Interval period) {
        if (party.under() == null) {
            return Optional.empty();
        }
        return agreements.versions(party.under()).stream()
                .filter(version -> version.state().wasActivated()
                        && version.validity().intersect(period).isPresent())
                .filter(version -> version.document().spec().provider().id().equals(party.id())
                        && version.document().spec().customer().id().equals(claimant.value()))
                .max(Comparator.comparing(version -> version.ref().number()));
    }

    private ThirdPartyClaim claim(
            StoredVerdict stored,
            Term term,
            OrganisationId claimant,
            PartyClause party,
            Version contract,
            List<ClaimEvidence> evidence) {
        Verdict verdict = stored.verdict();
        String name = contract.ref().agreement();
        return new ThirdPartyClaim(
                UUID.randomUUID(),
                stored.id(),
                verdict.version(),
                verdict.term(),
                verdict.target(),
                verdict.period().part(),
                claimant,
                new OrganisationId(party.id()),
                name,
                term.supportedBy().stream()
                        .filter(support -> name.equals(support.agreement()))
                        .map(Term.Support::term)
                        .filter(Objects::nonNull)
                        .toList(),
                evidence,
                ThirdPartyClaim.State.OPEN,
                claimUntil(contract.document().spec(), verdict.period().part().to()),
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
