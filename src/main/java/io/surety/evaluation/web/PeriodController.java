package io.surety.evaluation.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.GrantCredit;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Violation;
import io.surety.evaluation.period.Violations;
import io.surety.evaluation.verdict.Verdict;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Verdicts", description = "What the terms came to, why, and what follows from it")
class PeriodController {

    private final Sides sides;
    private final Agreements agreements;
    private final VerdictsOfPeriod verdicts;
    private final Violations violations;
    private final Credits credits;
    private final GrantCredit grant;

    PeriodController(
            Sides sides,
            Agreements agreements,
            VerdictsOfPeriod verdicts,
            Violations violations,
            Credits credits,
            GrantCredit grant) {
        this.sides = sides;
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.violations = violations;
        this.credits = credits;
        this.grant = grant;
    }

    @Operation(
            summary = "Verdicts of an agreement",
            description =
                    "period is a day (2026-06-30), ISO week (2026-W23), month (2026-06), quarter (2026-Q2) or year "
                            + "(2026) in the zone of the version that judged; without it, all. asOf, an instant before the "
                            + "present one, answers as it was published then, and the same whenever it is asked.")
    @GetMapping("/api/agreements/{id}/verdicts")
    List<VerdictView> verdicts(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable Instant asOf,
            Caller caller) {
        Version version = sides.version(id, caller);
        return verdicts.read(version, period, asOf).stream()
                .map(stored -> VerdictView.of(stored, label(stored), asOf))
                .toList();
    }

    @Operation(
            summary = "The ledger of a term's period",
            description = "A time ledger covers its span without gap or overlap; an account sums to the inputs taken. "
                    + "target is needed where the term is judged by target and has several, and part, the number of the "
                    + "version, where two versions were in force in the period, or one is meant that was taken out of force "
                    + "there. asOf answers as it was published then.")
    @GetMapping("/api/agreements/{id}/terms/{term}/ledger")
    LedgerView ledger(
            @PathVariable String id,
            @PathVariable String term,
            @RequestParam String period,
            @RequestParam(required = false) @Nullable String target,
            @RequestParam(required = false) @Nullable Integer part,
            @RequestParam(required = false) @Nullable Instant asOf,
            Caller caller) {
        Version version = sides.version(id, caller);
        List<StoredVerdict> found = verdicts.read(version, period, asOf).stream()
                .filter(stored -> stored.verdict().term().equals(term))
                .filter(stored -> target == null
                        || stored.verdict().target().filter(target::equals).isPresent())
                .filter(stored -> part == null
                        ? !stored.verdict().isNotInForce()
                        : stored.verdict().version().number() == part)
                .toList();
        if (found.isEmpty()) {
            throw Refusal.notFound("a verdict on term " + term + " in " + period);
        }
        if (found.size() > 1) {
            throw new Refusal(
                    Refusal.Kind.MALFORMED,
                    "target-needed",
                    "there are " + found.size() + " verdicts on " + term + " in " + period
                            + "; name a period of the term's own length, its target, and as part its version");
        }
        StoredVerdict stored = found.get(0);
        return LedgerView.of(
                VerdictView.of(stored, label(stored), asOf), stored.verdict().ledger());
    }

    @Operation(
            summary = "Violations of an agreement, withdrawn ones too",
            description = "As they stand now. What was said at an earlier instant the verdicts tell, by asOf.")
    @GetMapping("/api/agreements/{id}/violations")
    List<ViolationView> violations(@PathVariable String id, Caller caller) {
        sides.version(id, caller);
        return violations.of(id).stream().map(ViolationView::of).toList();
    }

    @Operation(
            summary = "Credits of an agreement, and the notes that were issued for them",
            description = "As they stand now. What was said at an earlier instant the verdicts tell, by asOf.")
    @GetMapping("/api/agreements/{id}/credits")
    List<CreditView> credits(@PathVariable String id, Caller caller) {
        sides.version(id, caller);
        return credits.of(id).stream()
                .map(credit -> CreditView.of(credit, credits.notes(credit.id())))
                .toList();
    }

    @Operation(summary = "Claim a credit", description = "For the customer; 409 not-claimable if it is too late.")
    @PostMapping("/api/credits/{id}/claim")
    CreditView claim(@PathVariable UUID id, Caller caller) {
        return CreditView.of(grant.claim(id, caller), credits.notes(id));
    }

    /** A version that is no longer in force may have judged it, by other periods than the newest one. */
    private String label(StoredVerdict stored) {
        Verdict verdict = stored.verdict();
        return CloseKey.of(agreements.get(verdict.version()), verdict).label();
    }

    /** A violation as REST shows it; {@code count} is 0 once it is withdrawn. */
    record ViolationView(
            UUID id,
            int version,
            String term,
            @Nullable String target,
            Instant from,
            Instant to,
            int count,
            Instant raisedAt,
            @Nullable Instant withdrawnAt) {

        static ViolationView of(Violation violation) {
            return new ViolationView(
                    violation.id(),
                    violation.version().number(),
                    violation.term(),
                    violation.target().orElse(null),
                    violation.period().from(),
                    violation.period().to(),
                    violation.count(),
                    violation.raisedAt(),
                    violation.withdrawnAt().orElse(null));
        }
    }
}
