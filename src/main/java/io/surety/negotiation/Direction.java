package io.surety.negotiation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** For whom a changed value is better, where that follows from what the value means. */
final class Direction {

    /** Whose advantage a greater value is. */
    private enum Greater {
        FOR_BENEFICIARY,
        FOR_OBLIGATED,
        FOR_CUSTOMER,
        FOR_PROVIDER
    }

    private record Rule(Pattern path, Greater greater) {}

    private static final String TERM = "/spec/terms/([^/]+)";
    private static final List<Rule> RULES = List.of(
            rule(TERM + "/targets/[^/]+/within", Greater.FOR_OBLIGATED),
            rule(TERM + "/target/(?:atLeast|share|each|weighted)", Greater.FOR_BENEFICIARY),
            rule(TERM + "/objective/atLeast", Greater.FOR_BENEFICIARY),
            rule(TERM + "/measure/sliceTarget", Greater.FOR_BENEFICIARY),
            rule(TERM + "/measure/limit/atLeast", Greater.FOR_BENEFICIARY),
            rule(TERM + "/measure/limit/atMost", Greater.FOR_OBLIGATED),
            rule(TERM + "/measure/subsets/[^/]+/committed", Greater.FOR_BENEFICIARY),
            rule(TERM + "/measure/refuse/within", Greater.FOR_BENEFICIARY),
            rule(TERM + "/conformance/atLeast", Greater.FOR_BENEFICIARY),
            rule(TERM + "/tolerance/breaches", Greater.FOR_OBLIGATED),
            rule(TERM + "/measure/minimumOutage", Greater.FOR_OBLIGATED),
            rule(TERM + "/credit/tiers/[^/]+/(?:percent|below)", Greater.FOR_BENEFICIARY),
            rule(TERM + "/credit/perCount/(?:percent|amount)", Greater.FOR_BENEFICIARY),
            rule("/spec/exclusions/[^/]+/cap", Greater.FOR_PROVIDER),
            rule("/spec/creditLimits/(?:perMonth|perYear)", Greater.FOR_CUSTOMER),
            rule("/spec/creditLimits/minimum", Greater.FOR_PROVIDER),
            rule("/spec/charges/amount", Greater.FOR_PROVIDER),
            rule("/spec/services/[^/]+/charges/amount", Greater.FOR_PROVIDER));

    private Direction() {}

    private static Rule rule(String path, Greater greater) {
        return new Rule(Pattern.compile(path), greater);
    }

    /**
     * @param leaves of the new document, where it is said who is obligated by a term
     * @return null if the direction is not known, or the values cannot be compared
     */
    static @Nullable Side betterFor(String path, String before, String after, Map<String, String> leaves) {
        for (Rule rule : RULES) {
            Matcher match = rule.path().matcher(path);
            if (match.matches()) {
                return compare(before, after)
                        .filter(order -> order != 0)
                        .map(order -> order > 0
                                ? advantage(rule.greater(), match, leaves)
                                : advantage(rule.greater(), match, leaves).other())
                        .orElse(null);
            }
        }
        return null;
    }

    private static Side advantage(Greater greater, Matcher match, Map<String, String> leaves) {
        return switch (greater) {
            case FOR_CUSTOMER -> Side.CUSTOMER;
            case FOR_PROVIDER -> Side.PROVIDER;
            case FOR_OBLIGATED -> obligated(match, leaves);
            case FOR_BENEFICIARY -> obligated(match, leaves).other();
        };
    }

    private static Side obligated(Matcher match, Map<String, String> leaves) {
        return "customer".equals(leaves.get("/spec/terms/" + match.group(1) + "/obligated"))
                ? Side.CUSTOMER
                : Side.PROVIDER;
    }

    /** Positive if {@code after} is greater. */
    private static Optional<Integer> compare(String before, String after) {
        if (before.startsWith("P") && after.startsWith("P")) {
            return length(before).flatMap(b -> length(after).flatMap(a -> a.compare(b)));
        }
        boolean percent = before.endsWith("%");
        if (percent != after.endsWith("%")) {
            return Optional.empty();
        }
        try {
            return Optional.of(number(after).compareTo(number(before)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    }

    /** Lengths are compared only within their kind: hours, business days, days. */
    private record Length(char kind, long size) {
        Optional<Integer> compare(Length other) {
            return kind == other.kind ? Optional.of(Long.compare(size, other.size)) : Optional.empty();
        }
    }

    private static Optional<Length> length(String text) {
        try {
            if (text.endsWith("BD")) {
                return Optional.of(new Length('B', Long.parseLong(text.substring(1, text.length() - 2))));
            }
            if (text.startsWith("PT")) {
                return Optional.of(new Length('T', Duration.parse(text).toMillis()));
            }
            Period period = Period.parse(text);
            return period.getDays() == 0
                    ? Optional.of(new Length('M', period.toTotalMonths()))
                    : period.toTotalMonths() == 0 ? Optional.of(new Length('D', period.getDays())) : Optional.empty();
        } catch (java.time.DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
