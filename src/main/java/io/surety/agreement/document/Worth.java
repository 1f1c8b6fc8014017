package io.surety.agreement.document;

import io.surety.agreement.document.CreditLimits.Stacking;
import io.surety.agreement.document.Term.CreditClause;
import io.surety.agreement.document.Term.CreditTier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is at stake in an agreement for a year, as far as its document says: for deciding who must decide, never for
 * billing.
 *
 * @param yearlyValue the charges of the agreement and those of its services, for a year
 * @param creditExposure the most credit that a year in which every period is missed would give, after the caps
 * @param currency of both; empty where nothing is paid
 */
public record Worth(BigDecimal yearlyValue, BigDecimal creditExposure, String currency) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int SCALE = 2;

    /** @throws IllegalArgumentException if charges are in several currencies, which cannot be added */
    public static Worth of(Spec spec) {
        List<Charges> all = charges(spec);
        List<String> currencies = all.stream().map(Charges::currency).distinct().toList();
        if (currencies.size() > 1) {
            throw new IllegalArgumentException("charges in several currencies have no sum: " + currencies);
        }
        BigDecimal value = all.stream().map(Worth::yearly).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal exposure = capped(stacked(spec, value), spec.creditLimits(), value);
        return new Worth(rounded(value), rounded(exposure), currencies.isEmpty() ? "" : currencies.get(0));
    }

    private static List<Charges> charges(Spec spec) {
        return Stream.concat(
                        Stream.ofNullable(spec.charges()),
                        spec.services().stream().map(ServiceClause::charges).flatMap(Stream::ofNullable))
                .toList();
    }

    private static BigDecimal yearly(Charges charges) {
        BigDecimal amount = charges.amount();
        return switch (charges.per()) {
            case DAY -> amount.multiply(BigDecimal.valueOf(365));
            case WEEK ->
                amount.multiply(BigDecimal.valueOf(365)).divide(BigDecimal.valueOf(7), 10, RoundingMode.HALF_UP);
            case MONTH -> amount.multiply(BigDecimal.valueOf(12));
            case QUARTER -> amount.multiply(BigDecimal.valueOf(4));
            case YEAR -> amount;
        };
    }

    /** Sum of the terms' greatest credits or, stacking by the greatest, of those of each stacking group. */
    private static BigDecimal stacked(Spec spec, BigDecimal value) {
        boolean sum = spec.creditLimits() != null && spec.creditLimits().stacking() == Stacking.SUM;
        Map<String, List<BigDecimal>> groups = spec.terms().stream()
                .filter(term -> term.credit() != null)
                .collect(Collectors.groupingBy(
                        term -> sum ? term.id() : group(term.credit()),
                        Collectors.mapping(term -> greatest(spec, term.credit(), value), Collectors.toList())));
        return groups.values().stream()
                .map(credits -> credits.stream().reduce(BigDecimal.ZERO, BigDecimal::max))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String group(@Nullable CreditClause credit) {
        return credit == null || credit.stackingGroup() == null ? "" : credit.stackingGroup();
    }

    private static BigDecimal greatest(Spec spec, @Nullable CreditClause credit, BigDecimal value) {
        if (credit == null) {
            return BigDecimal.ZERO;
        }
        if (credit.perCount() != null) {
            // each count owes again and nothing but a cap ends it: all that is paid is at stake
            return value;
        }
        BigDecimal percent = credit.tiers().stream().map(CreditTier::percent).reduce(BigDecimal.ZERO, BigDecimal::max);
        return base(spec, credit.base()).multiply(percent).divide(HUNDRED);
    }

    private static BigDecimal base(Spec spec, String base) {
        return Stream.concat(
                        spec.services().stream()
                                .filter(service -> service.id().equals(base))
                                .map(ServiceClause::charges)
                                .flatMap(Stream::ofNullable),
                        Stream.ofNullable(spec.charges()))
                .findFirst()
                .map(Worth::yearly)
                .orElse(BigDecimal.ZERO);
    }

    private static BigDecimal capped(BigDecimal credit, @Nullable CreditLimits limits, BigDecimal value) {
        List<BigDecimal> bounds = new ArrayList<>(List.of(credit));
        if (limits != null) {
            Stream.of(limits.perMonth(), limits.perYear())
                    .flatMap(Stream::ofNullable)
                    .map(share -> share.toDecimal(12, RoundingMode.UP).multiply(value))
                    .forEach(bounds::add);
        }
        return bounds.stream().reduce(BigDecimal::min).orElse(credit);
    }

    private static BigDecimal rounded(BigDecimal amount) {
        return amount.setScale(SCALE, RoundingMode.HALF_UP);
    }
}
