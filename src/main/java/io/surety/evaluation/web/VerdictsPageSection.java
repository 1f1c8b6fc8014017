package io.surety.evaluation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.CloseKey;
import io.surety.evaluation.period.ConfirmVerdict;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.evaluation.period.LedgerLink;
import io.surety.evaluation.period.ReadVerdicts;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Violation;
import io.surety.evaluation.period.Violations;
import io.surety.party.Caller;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.TimeSource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** On an agreement's page: what its terms came to lately, what is owed for it, and which clocks are at risk today. */
@Component
class VerdictsPageSection implements AgreementPageSection {

    private static final Duration LATELY = Duration.ofDays(92);
    private static final int DIGITS = 4;
    private static final int MOST_VERDICTS = 60;
    private static final int MOST = 20;

    private final Agreements agreements;
    private final ReadVerdicts verdicts;
    private final ConfirmVerdict confirmations;
    private final Credits credits;
    private final Violations violations;
    private final FindClocksAtRisk atRisk;
    private final TimeSource time;

    VerdictsPageSection(
            Agreements agreements,
            ReadVerdicts verdicts,
            ConfirmVerdict confirmations,
            Credits credits,
            Violations violations,
            FindClocksAtRisk atRisk,
            TimeSource time) {
        this.agreements = agreements;
        this.confirmations = confirmations;
        this.verdicts = verdicts;
        this.credits = credits;
        this.violations = violations;
        this.atRisk = atRisk;
        this.time = time;
    }

    /**
     * @param percent rounded down, so that nothing short of a target looks like it
     * @param confirmedBy the sides that have confirmed it
     * @param confirmable whether the caller may confirm it now
     */
    record VerdictRow(
            StoredVerdict stored,
            String period,
            Optional<BigDecimal> percent,
            String ledger,
            List<String> confirmedBy,
            boolean confirmable) {}

    /** @param claimable whether the caller may claim it now */
    record CreditRow(Credit credit, String amount, boolean claimable) {}

    @Override
    public int order() {
        return 10;
    }

    @Override
    public String template() {
        return "evaluation/agreement-section";
    }

    @Override
    public String fragment() {
        return "verdicts";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        String agreement = version.ref().agreement();
        Instant now = time.now();
        ZoneId zone = version.document().spec().period().zone();
        return Map.of(
                "agreement", agreement,
                "zone", zone,
                "verdicts", verdictRows(version, caller, now),
                "credits", creditRows(version, caller, now),
                "violations", violations(agreement),
                "clocks",
                        atRisk.today(version, now, MOST).stream()
                                .map(ClocksAtRiskPage.Row::of)
                                .toList());
    }

    private List<VerdictRow> verdictRows(Version version, Caller caller, Instant now) {
        Map<VersionRef, Version> judgedBy = agreements.activated(version.ref().agreement()).stream()
                .collect(Collectors.toMap(Version::ref, Function.identity()));
        return verdicts.of(version.ref().agreement(), new Interval(now.minus(LATELY), now.plusMillis(1))).stream()
                .sorted(Comparator.comparing(
                                (StoredVerdict v) -> v.verdict().period().part().from())
                        .reversed())
                .limit(MOST_VERDICTS)
                .map(stored -> row(version, stored, judgedBy, caller))
                .toList();
    }

    /** @param version that the page is about; the verdict may be one of an earlier one, by periods of its own */
    private VerdictRow row(Version version, StoredVerdict stored, Map<VersionRef, Version> judgedBy, Caller caller) {
        var verdict = stored.verdict();
        String label = CloseKey.of(Objects.requireNonNull(judgedBy.get(verdict.version())), verdict)
                .label();
        return new VerdictRow(
                stored,
                label,
                verdict.share().map(s -> s.times(Ratio.of(100, 1)).toDecimal(DIGITS, RoundingMode.FLOOR)),
                LedgerLink.of(verdict, label),
                stored.state() == PeriodState.PROVISIONAL ? confirmations.sidesThatConfirmed(stored) : List.of(),
                confirmations.mayConfirm(stored, version, caller));
    }

    private List<CreditRow> creditRows(Version version, Caller caller, Instant now) {
        return credits.of(version.ref().agreement()).stream()
                .sorted(Comparator.comparing((Credit c) -> c.period().from()).reversed())
                .limit(MOST)
                .map(credit -> new CreditRow(credit, amount(credit), claimable(credit, version, caller, now)))
                .toList();
    }

    private static String amount(Credit credit) {
        int digits = Math.max(0, Currency.getInstance(credit.currency()).getDefaultFractionDigits());
        return credit.amount().setScale(digits, RoundingMode.HALF_UP).toPlainString() + " " + credit.currency();
    }

    /** The page only offers it; whoever claims is asked again. */
    private static boolean claimable(Credit credit, Version version, Caller caller, Instant now) {
        return credit.state() == Credit.State.CLAIMABLE
                && credit.claimUntil().filter(now::isBefore).isPresent()
                && caller.holds(Role.CUSTOMER_REPRESENTATIVE)
                && caller.organisations().stream().anyMatch(o -> o.value()
                        .equals(version.document().spec().customer().id()));
    }

    private List<Violation> violations(String agreement) {
        return violations.of(agreement).stream()
                .sorted(Comparator.comparing((Violation v) -> v.period().from()).reversed())
                .limit(MOST)
                .toList();
    }
}
