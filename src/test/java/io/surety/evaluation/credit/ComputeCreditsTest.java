package io.surety.evaluation.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.document.AgreementType;
import io.surety.agreement.document.Charges;
import io.surety.agreement.document.CreditLimits;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.ReportingClause;
import io.surety.agreement.document.Scope;
import io.surety.agreement.document.ServiceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Span;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 6.2, each amount worked out by hand. */
class ComputeCreditsTest {

    private static final Charges TWELVE_THOUSAND_A_MONTH = new Charges(new BigDecimal("12000.00"), "EUR", Per.MONTH);
    private static final Charges THREE_THOUSAND_A_MONTH = new Charges(new BigDecimal("3000.00"), "EUR", Per.MONTH);

    private static final Spec PLAIN = spec(TWELVE_THOUSAND_A_MONTH, null);

    @Test
    void theTierWithTheLowestBoundGreaterThanTheValueApplies_6_2() {
        Term term = term("a", "agreement", tier("99.9%", "10"), tier("99%", "25"), tier("95%", "100"));
        assertThat(owed(null, june(term, "99.9%"))).containsExactly("0.00");
        assertThat(owed(null, june(term, "99.899999%"))).containsExactly("1200.00");
        assertThat(owed(null, june(term, "99%"))).containsExactly("1200.00");
        assertThat(owed(null, june(term, "98.9%"))).containsExactly("3000.00");
        assertThat(owed(null, june(term, "94%"))).containsExactly("12000.00");
    }

    @Test
    void theBaseIsTheServiceWithChargesOfItsOwnOrElseTheAgreement_6_2() {
        Term own = term("a", "portal", tier("99%", "10"));
        Term none = term("b", "service-desk", tier("99%", "10"));
        assertThat(owed(limits(null, null, null, CreditLimits.Stacking.SUM), june(own, "98%"), june(none, "98%")))
                .containsExactly("300.00", "1200.00");
    }

    @Test
    void aMonthlyChargeForAWeekIsSevenOfTheDaysOfItsMonth_6_2() {
        Term term = term("a", "agreement", tier("99%", "100"));
        CreditCase week = new CreditCase(
                "a", PLAIN, term, LocalDate.parse("2026-07-06"), LocalDate.parse("2026-07-13"), percent("98%"), 1);
        // 12000 × 7 / 31 = 2709.677…
        assertThat(owed(null, week)).containsExactly("2709.68");
    }

    @Test
    void aWeekOverTwoMonthsTakesItsDaysFromEach_6_2() {
        Term term = term("a", "agreement", tier("99%", "100"));
        CreditCase week = new CreditCase(
                "a", PLAIN, term, LocalDate.parse("2026-06-29"), LocalDate.parse("2026-07-06"), percent("98%"), 1);
        // 12000 × (2/30 + 5/31) = 800 + 1935.483…
        assertThat(owed(null, week)).containsExactly("2735.48");
    }

    @Test
    void aPartMonthIsChargedProRata_6_2() {
        Term term = term("a", "agreement", tier("99%", "10"));
        CreditCase part = new CreditCase(
                "a", PLAIN, term, LocalDate.parse("2026-01-15"), LocalDate.parse("2026-02-01"), percent("98%"), 1);
        // 1200 × 17/31 = 658.064…
        assertThat(owed(null, part)).containsExactly("658.06");
    }

    @Test
    void maxStackingKeepsTheGreatestCreditOfAMonthAndGroup_6_2() {
        Term small = term("a", "agreement", tier("99%", "2"));
        Term great = term("b", "agreement", tier("99%", "5"));
        Term other = grouped(term("c", "agreement", tier("99%", "3")), "uptime");
        CreditLimits max = limits(null, null, null, CreditLimits.Stacking.MAX);
        assertThat(owed(max, june(small, "98%"), june(great, "98%"), june(other, "98%")))
                .containsExactly("0.00", "600.00", "360.00");
    }

    @Test
    void theMonthCapIsUsedUpInTheOrderOfPeriodEndThenTerm_6_2() {
        Term a = term("a", "agreement", tier("99%", "10"));
        Term b = term("b", "agreement", tier("99%", "10"));
        CreditLimits capped = limits("15%", null, null, CreditLimits.Stacking.SUM);
        assertThat(owed(capped, june(b, "98%"), june(a, "98%"))).containsExactly("1200.00", "600.00");
    }

    @Test
    void theYearCapCountsContractYearsFromTheStartDate_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        CreditLimits capped = limits(null, "10%", null, CreditLimits.Stacking.SUM);
        // 10 % of 144000 is 14400: June takes 12000, July what is left.
        assertThat(owed(capped, june(a, "98%"), july(a, "98%"))).containsExactly("12000.00", "2400.00");
    }

    @Test
    void anAmendmentInTheYearStartsNoCapAnew_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        Spec spec = spec(TWELVE_THOUSAND_A_MONTH, limits(null, "10%", null, CreditLimits.Stacking.SUM));
        LocalDate amended = LocalDate.parse("2026-07-01");
        List<ContractPart> parts = List.of(
                new ContractPart(spec, spec.period().start(), amended),
                new ContractPart(spec, amended, spec.period().end()));
        assertThat(owedOver(parts, june(a, "98%"), july(a, "98%"))).containsExactly("12000.00", "2400.00");
    }

    @Test
    void theCapOfAMonthIsAShareOfWhatBothVersionsCharge_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        CreditLimits capped = limits("50%", null, null, CreditLimits.Stacking.SUM);
        LocalDate amended = LocalDate.parse("2026-06-16");
        Spec cheap = spec(new Charges(new BigDecimal("6000.00"), "EUR", Per.MONTH), capped);
        Spec dear = spec(TWELVE_THOUSAND_A_MONTH, capped);
        List<ContractPart> parts = List.of(
                new ContractPart(cheap, cheap.period().start(), amended),
                new ContractPart(dear, amended, dear.period().end()));
        // Half of 15/30 of 6000 and 15/30 of 12000.
        assertThat(owedOver(parts, june(a, "98%"))).containsExactly("4500.00");
    }

    @Test
    void anAmendmentInAnotherCurrencyIsCappedByWhatItChargesItself_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        List<ContractPart> parts = inFrancsFrom("2026-07-01", limits(null, "10%", null, CreditLimits.Stacking.SUM));
        // A tenth of six months at 12000 EUR, and of six at 10000 CHF.
        assertThat(moneyOver(parts, of(a, "2026-06-01", "2026-07-01"), of(a, "2026-07-01", "2026-08-01")))
                .containsExactly("EUR 7200.00", "CHF 6000.00");
        assertThat(moneyOver(parts, of(a, "2026-07-01", "2026-08-01"), of(a, "2026-08-01", "2026-09-01")))
                .containsExactly("CHF 6000.00", "CHF 0.00");
    }

    @Test
    void eachCurrencyOfAMonthIsStackedAndCappedByItself_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        Term b = term("b", "agreement", tier("99%", "10"));
        CreditCase francs = of(a, "2026-06-16", "2026-07-01");
        CreditCase[] cases = {of(a, "2026-06-01", "2026-06-16"), francs, of(b, "2026-06-16", "2026-07-01")};
        List<ContractPart> capped = inFrancsFrom("2026-06-16", limits("50%", null, null, CreditLimits.Stacking.SUM));
        // Half of 15/30 of 12000 EUR, and of 15/30 of 10000 CHF, of which nothing is left for b.
        assertThat(moneyOver(capped, cases)).containsExactly("EUR 3000.00", "CHF 2500.00", "CHF 0.00");
        List<ContractPart> max = inFrancsFrom("2026-06-16", limits(null, null, null, CreditLimits.Stacking.MAX));
        assertThat(moneyOver(max, cases)).containsExactly("EUR 6000.00", "CHF 5000.00", "CHF 0.00");
    }

    @Test
    void whatIsBelowTheMinimumIsNotOwedAndUsesNothingUp_6_2() {
        Term tiny = term("a", "agreement", tier("99%", "0.4"));
        Term b = term("b", "agreement", tier("99%", "15"));
        CreditLimits capped = limits("15%", null, "50.00", CreditLimits.Stacking.SUM);
        assertThat(owed(capped, june(tiny, "98%"), june(b, "98%"))).containsExactly("0.00", "1800.00");
        Term exactly = term("a", "agreement", tier("99%", "0.41666666666666666667"));
        assertThat(owed(capped, june(exactly, "98%"))).containsExactly("50.00");
    }

    @Test
    void underAToleranceEachFullGroupOfBreachesOwes_6_2() {
        Term amount = perCount(term("a", "agreement"), "125.00", null);
        Term share = perCount(term("b", "agreement"), null, "2");
        assertThat(owed(null, counted(amount, 3), counted(share, 2))).containsExactly("375.00", "480.00");
    }

    @Test
    void roundsOnceHalfUpToTheCurrencysDigits_6_2() {
        assertThat(Exact.of(new BigDecimal("0.125"), "EUR")
                        .times(Ratio.of(1, 5))
                        .rounded()
                        .getNumber()
                        .toString())
                .isEqualTo("0.03");
        assertThat(Exact.of(new BigDecimal("2.5"), "JPY").rounded().getNumber().numberValueExact(Long.class))
                .isEqualTo(3L);
        assertThat(Exact.of(new BigDecimal("0.0005"), "KWD")
                        .rounded()
                        .getNumber()
                        .toString())
                .isEqualTo("0.001");
        assertThat(Exact.of(new BigDecimal("0.00049999"), "KWD").rounded().isZero())
                .isTrue();
    }

    @Test
    void theNextContractYearStartsItsCapAnew_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        Spec spec = spec(TWELVE_THOUSAND_A_MONTH, limits(null, "10%", null, CreditLimits.Stacking.SUM));
        List<ContractPart> parts =
                List.of(new ContractPart(spec, LocalDate.parse("2026-07-01"), LocalDate.parse("2028-07-01")));
        // 10 % of 144000 is 14400, from July to June.
        CreditCase june = of(a, "2027-06-01", "2027-07-01");
        CreditCase may = of(a, "2027-05-01", "2027-06-01");
        CreditCase july = of(a, "2027-07-01", "2027-08-01");
        assertThat(owedOver(parts, may, june, july)).containsExactly("12000.00", "2400.00", "12000.00");
    }

    /** 28 February 2025 is the first day of the second year, for the cap and for what is capped alike. */
    @Test
    void aContractYearFromALeapDayBeginsWhereItsCapBegins_6_2() {
        Term a = term("a", "agreement", tier("99%", "100"));
        Spec spec = spec(TWELVE_THOUSAND_A_MONTH, limits(null, "10%", null, CreditLimits.Stacking.SUM));
        List<ContractPart> parts =
                List.of(new ContractPart(spec, LocalDate.parse("2024-02-29"), LocalDate.parse("2026-02-28")));
        CreditCase january = of(a, "2025-01-01", "2025-02-01");
        CreditCase february = of(a, "2025-02-01", "2025-02-28");
        CreditCase last = of(a, "2025-02-28", "2025-03-01");
        // A tenth of 12 months less a day of February 2025 and with one of February 2024, all but 12000 of it used up
        // in
        // January; the last day of February is 1/28 of a month, in another year.
        assertThat(owedOver(parts, january, february, last)).containsExactly("12000.00", "2398.52", "428.57");
    }

    @Test
    void stackingCapsMinimumAndRoundingFollowInThisOrder_6_2() {
        Term a = term("a", "agreement", tier("99%", "13.337"));
        Term b = term("b", "agreement", tier("99%", "12"));
        CreditLimits all = limits("10%", "1.001%", "241.44", CreditLimits.Stacking.MAX);
        // June: the greater of 1600.44 and 1440, capped by the month at 1200. July: 1600.44, 1200 of it within the
        // month,
        // and what the year's 1441.44 leaves is 241.44, just the minimum.
        assertThat(owed(all, june(a, "98%"), june(b, "98%"), july(a, "98%")))
                .containsExactly("1200.00", "0.00", "241.44");
        CreditLimits more = limits("10%", "1.001%", "241.45", CreditLimits.Stacking.MAX);
        assertThat(owed(more, june(a, "98%"), july(a, "98%"))).containsExactly("1200.00", "0.00");
    }

    @Test
    void sumStackingAddsTheCreditsOfAMonth_6_2() {
        Term a = term("a", "agreement", tier("99%", "2"));
        Term b = term("b", "agreement", tier("99%", "5"));
        assertThat(owed(limits(null, null, null, CreditLimits.Stacking.SUM), june(a, "98%"), june(b, "98%")))
                .containsExactly("240.00", "600.00");
    }

    @Test
    void withoutChargesNothingCanBeOwed_6_2() {
        Term term = term("a", "agreement", tier("99%", "10"));
        assertThat(owedOver(List.of(part(spec(null, null))), june(term, "98%"))).isEmpty();
    }

    private static List<String> owed(@Nullable CreditLimits limits, CreditCase... cases) {
        return owedOver(List.of(part(spec(TWELVE_THOUSAND_A_MONTH, limits))), cases);
    }

    private static List<ContractPart> inFrancsFrom(String date, CreditLimits limits) {
        Spec euros = spec(TWELVE_THOUSAND_A_MONTH, limits);
        Spec francs = spec(new Charges(new BigDecimal("10000.00"), "CHF", Per.MONTH), limits);
        LocalDate amended = LocalDate.parse(date);
        return List.of(
                new ContractPart(euros, euros.period().start(), amended),
                new ContractPart(francs, amended, francs.period().end()));
    }

    private static List<String> owedOver(List<ContractPart> parts, CreditCase... cases) {
        return moneyOver(parts, cases).stream()
                .map(money -> money.substring("EUR ".length()))
                .toList();
    }

    /** Each case under the spec of the first part that holds at its end. */
    private static List<String> moneyOver(List<ContractPart> parts, CreditCase... cases) {
        List<CreditCase> all =
                Arrays.stream(cases).map(one -> under(parts, one)).toList();
        return ComputeCredits.of(parts, all).stream()
                .map(CreditLine::owed)
                .map(owed -> owed.getCurrency().getCurrencyCode() + " "
                        + owed.getNumber()
                                .numberValueExact(BigDecimal.class)
                                .setScale(2)
                                .toPlainString())
                .toList();
    }

    private static CreditCase under(List<ContractPart> parts, CreditCase one) {
        Spec spec = parts.stream()
                .filter(part -> part.to().isAfter(one.lastDate()))
                .findFirst()
                .orElseThrow()
                .spec();
        return new CreditCase(one.key(), spec, one.term(), one.from(), one.to(), one.share(), one.count());
    }

    private static ContractPart part(Spec spec) {
        return new ContractPart(spec, spec.period().start(), spec.period().end());
    }

    private static CreditCase june(Term term, String achieved) {
        return month(term, 6, achieved);
    }

    private static CreditCase july(Term term, String achieved) {
        return month(term, 7, achieved);
    }

    private static CreditCase month(Term term, int month, String achieved) {
        LocalDate from = LocalDate.of(2026, month, 1);
        return new CreditCase(term.id(), PLAIN, term, from, from.plusMonths(1), percent(achieved), 1);
    }

    private static CreditCase of(Term term, String from, String to) {
        return new CreditCase(
                term.id() + from, PLAIN, term, LocalDate.parse(from), LocalDate.parse(to), percent("98%"), 1);
    }

    private static CreditCase counted(Term term, int count) {
        LocalDate from = LocalDate.of(2026, 6, 1);
        return new CreditCase(term.id(), PLAIN, term, from, from.plusMonths(1), Optional.empty(), count);
    }

    private static Optional<Ratio> percent(String text) {
        return Optional.of(Ratio.parsePercent(text));
    }

    private static Term.CreditTier tier(String below, String percent) {
        return new Term.CreditTier(Ratio.parsePercent(below), new BigDecimal(percent));
    }

    private static Term term(String id, String base, Term.CreditTier... tiers) {
        return with(id, new Term.CreditClause(base, List.of(tiers), null, null, null));
    }

    private static Term grouped(Term term, String group) {
        Term.CreditClause credit = java.util.Objects.requireNonNull(term.credit());
        return with(term.id(), new Term.CreditClause(credit.base(), credit.tiers(), null, group, null));
    }

    private static Term perCount(Term term, @Nullable String amount, @Nullable String percent) {
        var perCount = new Term.PerCount(
                amount == null ? null : new BigDecimal(amount), percent == null ? null : new BigDecimal(percent));
        return with(term.id(), new Term.CreditClause("agreement", List.of(), perCount, null, null));
    }

    private static Term with(String id, Term.CreditClause credit) {
        return new Term(
                id,
                "service-desk",
                Term.Obligated.PROVIDER,
                new Measure.AvailabilityMeasure(Measure.AvailabilityMeasure.From.OUTAGES, "tickets", null, null, null),
                List.of(),
                null,
                null,
                null,
                null,
                0,
                null,
                Term.NoData.EXCLUDE,
                Ratio.parsePercent("95%"),
                credit,
                null,
                null,
                List.of(),
                null);
    }

    private static CreditLimits limits(
            @Nullable String perMonth,
            @Nullable String perYear,
            @Nullable String minimum,
            CreditLimits.Stacking stacking) {
        return new CreditLimits(
                perMonth == null ? null : Ratio.parsePercent(perMonth),
                perYear == null ? null : Ratio.parsePercent(perYear),
                minimum == null ? null : new BigDecimal(minimum),
                null,
                true,
                stacking);
    }

    private static Spec spec(@Nullable Charges charges, @Nullable CreditLimits limits) {
        return new Spec(
                AgreementType.SLA,
                Scope.CUSTOMER,
                0,
                List.of(),
                new PeriodClause(
                        LocalDate.parse("2026-01-01"),
                        LocalDate.parse("2027-01-01"),
                        ZoneId.of("Europe/Berlin"),
                        "always",
                        new Span.Dates(Period.ofDays(90)),
                        PeriodClause.Renewal.NONE),
                charges,
                List.of(
                        new ServiceClause("service-desk", "one place for faults", List.of(), null, null),
                        new ServiceClause(
                                "portal",
                                "customer portal",
                                List.of(),
                                null,
                                charges == null ? null : THREE_THOUSAND_A_MONTH)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                limits,
                List.of(),
                List.of(),
                null,
                new ReportingClause(
                        new Span.Dates(Period.ofWeeks(1)),
                        List.of(),
                        new Span.BusinessDays(10),
                        new Span.BusinessDays(10)));
    }
}
