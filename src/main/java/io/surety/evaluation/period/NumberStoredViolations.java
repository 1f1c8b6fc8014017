package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.NumberViolations;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.TermViolated;
import io.surety.evaluation.credit.ContractYears;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Counts from what is recorded, so that order and repetition change nothing. */
@Component
class NumberStoredViolations implements NumberViolations {

    private final Agreements agreements;
    private final Violations violations;
    private final Verdicts verdicts;

    NumberStoredViolations(Agreements agreements, Violations violations, Verdicts verdicts) {
        this.agreements = agreements;
        this.violations = violations;
        this.verdicts = verdicts;
    }

    @Override
    public Optional<Numbered> number(TermViolated violated) {
        String agreement = violated.version().agreement();
        List<Violation> standing = violations.of(agreement).stream()
                .filter(violation -> violation.term().equals(violated.term()) && violation.count() > 0)
                .toList();
        return standing.stream()
                .filter(violation -> violation.id().equals(violated.violation()))
                .findFirst()
                .map(one ->
                        new Numbered(inTheSameYear(one, standing), one.target(), one.raisedAt(), isRetroactive(one)));
    }

    private int inTheSameYear(Violation one, List<Violation> standing) {
        List<Version> versions = agreements.activated(one.version().agreement()).stream()
                .sorted(Comparator.comparing(version -> version.validity().from()))
                .toList();
        Version first = versions.get(0);
        ZoneId zone = first.document().spec().period().zone();
        ContractYears years =
                new ContractYears(LocalDate.ofInstant(first.validity().from(), zone));
        int year = contractYear(years, one, zone);
        return standing.stream()
                .filter(violation -> contractYear(years, violation, zone) == year)
                .mapToInt(Violation::count)
                .sum();
    }

    /** As for credits: by the last local date of the period, from the start of the first version. */
    private static int contractYear(ContractYears years, Violation violation, ZoneId zone) {
        LocalDate last = LocalDate.ofInstant(violation.period().to().minusMillis(1), zone);
        return years.of(last);
    }

    private boolean isRetroactive(Violation violation) {
        boolean activatedLater = activated(violation.version())
                .filter(at -> !at.isBefore(violation.period().to()))
                .isPresent();
        return activatedLater || isRestated(violation);
    }

    private Optional<Instant> activated(VersionRef version) {
        return agreements.history(version.agreement()).stream()
                .filter(entry -> entry.version().equals(version) && entry.state() == VersionState.ACTIVE)
                .map(Agreements.HistoryEntry::at)
                .min(Instant::compareTo);
    }

    private boolean isRestated(Violation violation) {
        return verdicts
                .of(violation.version(), violation.term(), violation.period().from())
                .stream()
                .filter(stored -> stored.verdict().target().equals(violation.target()))
                .anyMatch(stored -> stored.state() == PeriodState.RESTATED);
    }
}
