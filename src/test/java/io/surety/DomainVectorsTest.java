package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Where each vector of the domain is held: the test is there, it is a test, and its name carries the paragraph.
 */
class DomainVectorsTest {

    private static final Path DOMAIN = Path.of("../shared/design/domain.md");

    /** A heading, or the number that a paragraph begins with. */
    private static final Pattern PARAGRAPH = Pattern.compile("^(?:#{2,3} )?(\\d+(?:\\.\\d+)?) .*");

    /** Every paragraph of the domain that says it has vectors has rows here. */
    @Test
    void noParagraphWithVectorsIsLeftOut() throws IOException, NoSuchMethodException {
        Method table =
                getClass().getDeclaredMethod("isHeldByATestThatNamesIt", String.class, String.class, String.class);
        Set<String> held = Objects.requireNonNull(table.getAnnotation(CsvSource.class))
                .textBlock()
                .lines()
                .map(row -> row.substring(0, row.indexOf('|')).strip())
                .collect(Collectors.toSet());
        Set<String> withVectors = new TreeSet<>();
        String paragraph = "";
        for (String line : Files.readAllLines(DOMAIN)) {
            Matcher begins = PARAGRAPH.matcher(line);
            paragraph = begins.matches() ? begins.group(1) : paragraph;
            if (line.matches(".*\\bVectors?\\b.*")) {
                withVectors.add(paragraph);
            }
        }

        assertThat(withVectors).contains("3.2", "4", "7.7", "9");
        assertThat(held).containsAll(withVectors);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            3.1 | PT10H from Mon 08:00 is due Mon 18:00, breach Tue 08:00      | evaluation.clock.ClockDeadlineVectorsTest#tenHoursFromMondayEightAreDueMondayEighteenAndBreachTuesdayEight_3_1
            3.1 | a stop at Tue 07:30 or 08:00:00.000 meets it                 | evaluation.clock.ClockDeadlineVectorsTest#aStopBeforeOrAtTheBreachInstantMeetsTheTarget_3_1
            3.1 | the scan looks at the breach instant, strictly               | evaluation.internal.ScanDueClocksTest#atTheBreachInstantNothingIsLateYetWhateverTheNodesOwnClockSays_3_1
            3.1 | the deadline is the earliest instant                         | calendar.ServiceCalendarDueTest#paragraph3_1_aDeadlineIsTheEarliestInstantAndTheBreachTheFirstOpenOneAfterIt
            3.1 | while it is paused a clock has no deadline                   | evaluation.clock.ClockDeadlineVectorsTest#aPausedClockHasNoMarksToComeAndAProjectedDeadlineOnly_3_1
            3.1 | instants are cut to milliseconds                             | evaluation.clock.ClockDeadlineVectorsTest#instantsAreCutToMilliseconds_3_1
            3.2 | 44,580 minutes in March 2026, 44,700 in October, 43,200      | calendar.ServiceCalendarOpenTest#paragraph3_2_aMonthAroundTheClockHasTheMinutesOfItsClockChange
            3.2 | 22:00–06:00 lasts 7 h to 2026-03-29 and 9 h to 2026-10-25    | calendar.ServiceCalendarOpenTest#paragraph3_2_aNightWindowLastsAsLongAsTheNight
            3.2 | Fri 16:00 + 8 h at Mon–Fri 09–17 is Mon 16:00                | calendar.ServiceCalendarDueTest#paragraph3_2_fridayAfternoonPlusEightHoursIsMondayAfternoon
            3.2 | 02:30 on a day that skips 02:00–03:00 is 03:30               | calendar.ServiceCalendarOpenTest#paragraph3_2_aLocalTimeInAGapIsReadWithTheOffsetBeforeIt
            3.2 | an ambiguous time means the first occurrence                 | calendar.ServiceCalendarOpenTest#paragraph3_2_anAmbiguousLocalTimeMeansItsFirstOccurrence
            3.2 | a window that ends at or before its start is closed          | calendar.ServiceCalendarOpenTest#paragraph3_2_aWindowThatEndsBeforeItStartsHasNoOpenTimeThatDay
            3.2 | Pacific/Apia, Fri 2011-12-30, opens on Sat 31                | calendar.ServiceCalendarOpenTest#paragraph3_2_aLocalDateThatDoesNotExistOpensOnTheNext
            3.2 | a rule of iCalendar is placed by the same rule               | calendar.ReadIcalendarTest#placesLocalTimesByOurOwnRule_3_2
            3.3 | P1BD from Mon 07:00, 12:30, 17:59, 18:00, 19:00 and Sat      | calendar.ServiceCalendarDueTest#paragraph3_3_oneBusinessDayEndsWithTheNextDay
            3.3 | the same of a clock                                          | evaluation.clock.ClockDeadlineVectorsTest#aBusinessDayEndsTheDayAfterDayZero_3_3
            3.3 | Mon 10:00 with 2 h paused on Tue is Wed 10:00                | evaluation.clock.ClockDeadlineVectorsTest#twoHoursPausedOnTuesdayMoveABusinessDayToWednesdayTen_3_3
            3.3 | PnD is refused in within                                     | calendar.ServiceCalendarDueTest#paragraph3_3_datesAreRefusedAsATarget
            3.4 | only public holidays of the region                           | calendar.PublicHolidaysTest#berlinHasItsOwnDayAndNoneOfBavaria_3_4
            3.4 | an unknown region is refused                                 | calendar.PublicHolidaysTest#refusesWhatTheLibraryWouldAnswerWithTheNationalList_3_4
            3.4 | a night window is cut at the midnight of a holiday           | calendar.ServiceCalendarOpenTest#paragraph3_4_aHolidayCutsTheNightWindowThatBeganTheEveningBefore
            3.4 | dates replace a whole date                                   | calendar.ServiceCalendarOpenTest#paragraph3_4_aDateIsReplacedWhetherItIsAHolidayOrNot
            3.4 | like: FR                                                     | calendar.ServiceCalendarOpenTest#paragraph3_4_aDateMayBeLikeAWeekday
            3.4 | equal times are 24 h                                         | calendar.ServiceCalendarOpenTest#paragraph3_4_equalTimesAreADayAndAnEarlierEndIsTheNextDay
            3.4 | holidays of prime are open in non-prime                      | calendar.ServiceCalendarOpenTest#paragraph3_4_aComplementIsOpenOnHolidaysUnlessItHasItsOwn
            3.4 | frozen on offer                                              | agreement.web.CalendarWebTest#anAgreementKeepsTheCalendarThatItTookAndLintTellsWhatANewerOneChanges_3_4
            3.5 | a pause counts only in open time                             | evaluation.clock.ClockDeadlineVectorsTest#aPauseCountsOnlyWhereItOverlapsOpenTime_3_5
            3.5 | a first-response clock knows only pauses before it           | evaluation.clock.ClockDeadlineVectorsTest#aFirstResponseClockKnowsOnlyPausesBeforeTheResponse_3_5
            3.5 | a new clock starts at the original event                     | evaluation.clock.ClockDecisionVectorsTest#anotherPriorityStartsANewClockAtTheOriginalEventThatInheritsThePauses_3_5
            3.5 | one that is already late says so once                        | evaluation.clock.ClockDecisionVectorsTest#aClockThatIsLateWhenItComesUpSaysSoOnceAndIsFlagged_3_5
            4   | 99.883612… % with the customer's fault excused               | evaluation.availability.JudgeAvailabilityTest#paragraph4_excusedTimeStaysInTheDenominator
            4   | 99.883585… % with the customer's fault excluded              | evaluation.availability.JudgeAvailabilityTest#paragraph4_excludedTimeLeavesTheDenominator
            4   | Occurrences                                                  | evaluation.counted.CountedVectorsTest#domain4OccurrencesIsAllGoodOverAllEvents
            4   | Timeslices                                                   | evaluation.counted.CountedVectorsTest#domain4TimeslicesIsGoodSlicesOverSlices
            4   | RatioTimeslices                                              | evaluation.counted.CountedVectorsTest#domain4RatioTimeslicesIsTheMeanOfTheSliceRatios
            4   | p95 ≤ L is at least 95 % of the samples ≤ L                  | evaluation.counted.CountedPropertiesTest#p95AtMostALimitIsAtLeast95PercentOfTheSamplesWithinByNearestRank_4
            4   | nearest-rank percentiles of the open time                    | evaluation.verdict.JudgeDurationTest#percentilesAreNearestRankOverTheClocksThatStopped_4
            4   | accepted / committed, and weighted by value                  | evaluation.volume.JudgeVolumeTest#domain4AcceptedOverCommittedOfEachSubsetAndWeightedByValue
            4   | refused in time is not counted, later it stands              | evaluation.volume.JudgeVolumeTest#domain4RefusedInTimeWithAReasonIsNotCountedAndLaterItStands
            4   | committed is pro-rated by business days                      | evaluation.volume.JudgeVolumeTest#domain4CommittedIsProRatedByBusinessDaysInAPartPeriodUnrounded
            4   | a late clock counts where it went late                       | evaluation.clock.ClockDecisionVectorsTest#aLateClockCountsWhereItWentLateWheneverItIsClosed_4
            4   | reopen: continue                                             | evaluation.clock.ClockDecisionVectorsTest#aContinuedReopeningPausesTheTimeBetweenAndWithdrawsAMetDecision_4
            4   | reopen: reset                                                | evaluation.clock.ClockDecisionVectorsTest#aResetReopeningStartsASecondClockAndBothCount_4
            4   | reopen: ignore                                               | evaluation.clock.ClockDecisionVectorsTest#anIgnoredReopeningChangesNothing_4
            4   | announced late is ordinary time                              | evaluation.availability.JudgeAvailabilityTest#maintenanceAnnouncedLateIsOrdinaryTime_4
            4   | cap, in order of start                                       | evaluation.availability.JudgeAvailabilityTest#theCapIsUsedUpInOrderOfStartWhetherOrNotAnOutageFellIntoIt_4
            4   | decidedBy                                                    | evaluation.availability.JudgeAvailabilityTest#untilThoseWhoDecideHaveConfirmedItIsOrdinaryTime_4
            4   | minimumOutage counts from its first millisecond              | evaluation.availability.JudgeAvailabilityTest#theMinimumIsTheWallLengthOfWhatTouchesAndCountsFromTheFirstMillisecond_4
            4   | UNKNOWN from staleAfter on                                   | evaluation.availability.JudgeSampledAvailabilityTest#aSampleHoldsUntilTheNextOneAndAtMostUntilItIsStale_4
            4   | below the agreed completeness                                | evaluation.availability.JudgeSampledAvailabilityTest#belowTheAgreedCompletenessNothingIsDetermined_4
            4   | noData: exclude, good, bad                                   | evaluation.availability.JudgeSampledAvailabilityTest#noDataSaysHowUnknownTimeCounts_4
            4   | minimumEvents                                                | evaluation.verdict.JudgeDurationTest#belowTheMinimumOfEventsNothingIsDetermined_4
            4   | FINAL as soon as both confirm                                | evaluation.consequence.FinalAndChronicTest#domain4APeriodIsFinalAsSoonAsBothPartiesConfirm
            5.1 | the labels of the vector of availability sum to the month    | evaluation.availability.JudgeAvailabilityTest#paragraph5_1_theLabelsOfTheVectorSumToTheMonth
            5.1 | the first label wins, the others are notes                   | evaluation.ledger.LedgerTest#theFirstLabelWinsAndTheOthersAreNotesButGoodIsNone_5_1
            5.1 | the lengths sum to the wall time                             | evaluation.ledger.LedgerTest#theLengthsSumToTheWallTimeWhateverIsClaimedInWhateverOrder_5_1
            5.1 | an account sums to its inputs                                | evaluation.ledger.LedgerTest#anAccountSumsToItsInputsAndCountsEachOnce_5_1
            5.2 | order, repetition, lateness: incidents                       | measurement.IncidentOrderTest#theOrderRepetitionAndDelayOfTheIncidentLogChangeNothing_5_2
            5.2 | order, repetition, lateness: outages                         | evaluation.availability.OutageOrderTest#theOrderRepetitionAndDelayOfTheOutageLogChangeNothing_5_2
            5.2 | the same through the database                                | evaluation.period.OrderAndRepetitionTest#shufflingAndRepeatingBeforeAPeriodIsFinalChangesNothing_5_2
            5.2 | a conflict, until a higher revision comes                    | evaluation.internal.KeepClocksTest#contradictingContentsMakeTheClockUncertainUntilAHigherRevision_5_2
            5.3 | similar finished items, calibrated                           | evaluation.forecast.SimilarClocksTest#theProbabilitiesAreCalibrated_5_3
            5.3 | the Brier score                                              | evaluation.forecast.ForecastOfIncidentsTest#isBetterThanTheBaseRate_5_3
            5.3 | the certain floor                                            | evaluation.internal.ForecastOpenClocksTest#lessOpenTimeThanTheShortestPossibleRemainingWorkIsCertain_5_3
            5.3 | allowed bad = total × (1 − target)                           | evaluation.budget.SpendingTest#allowedIsTotalTimesOneMinusTheTarget_5_3
            5.3 | time to exhaustion = remaining × period / burn                | evaluation.budget.SpendingTest#timeToExhaustionIsRemainingTimesPeriodOverBurn_5_3
            5.4 | burn = error ratio / (1 − target)                            | evaluation.budget.SpendingTest#burnIsTheErrorRatioOverOneMinusTheTargetAndPartsAddUpToTheWhole_5_4
            5.4 | short and long window exceed the factor, strictly            | evaluation.budget.BurnWalkTest#exactlyTheFactorDoesNotFireAndOneMoreDoesInBothWindows_5_4
            5.4 | 14.4, 6, 3, 1 for 30 days                                    | evaluation.budget.SpendingTest#theStandardAlertsOfThirtyDaysAreThoseOfTheWorkbook_5_4
            5.4 | factor = budget share × period / long window                 | evaluation.budget.SpendingTest#theFactorsOfThirtyDaysFollowFromTheGeneralFormula_5_4
            5.5 | serial is the product                                        | evaluation.composite.CompositeTest#domain55SerialIsTheProductOfTheAvailabilities
            5.5 | parallel is 1 − ∏(1 − Aᵢ)                                    | evaluation.composite.CompositeTest#domain55ParallelIsOneLessTheProductOfTheUnavailabilities
            5.5 | a slice is bad if any member is bad                          | evaluation.availability.JudgeAvailabilityMeasuresTest#domain55ASliceIsBadIfThatOfAnyPartIs
            6.1 | at least n breaches; full groups of n                        | evaluation.verdict.JudgeDurationTest#underAToleranceTheFullGroupsOfBreachesAreCounted_6_1
            6.1 | with neither, n = 1                                          | evaluation.verdict.JudgeDurationTest#withNeitherTheFirstBreachViolates_6_1
            6.1 | brought to 0, withdrawn by a difference note                 | evaluation.period.TakenBackTest#aRestatementToNoViolationTakesAllOfItBack_6_1
            6.2 | the one tier with the lowest below                           | evaluation.credit.ComputeCreditsTest#theTierWithTheLowestBoundGreaterThanTheValueApplies_6_2
            6.2 | month to week: × 7 / days of that month                      | evaluation.credit.ComputeCreditsTest#aMonthlyChargeForAWeekIsSevenOfTheDaysOfItsMonth_6_2
            6.2 | stacking, caps, minimum, rounding: in this order             | evaluation.credit.ComputeCreditsTest#stackingCapsMinimumAndRoundingFollowInThisOrder_6_2
            6.2 | HALF_UP to the currency's digits, once                       | evaluation.credit.ComputeCreditsTest#roundsOnceHalfUpToTheCurrencysDigits_6_2
            6.2 | perYear from the start date                                  | evaluation.credit.ComputeCreditsTest#theYearCapCountsContractYearsFromTheStartDate_6_2
            6.2 | claim.needed                                                 | evaluation.consequence.CreditLifeTest#withClaimNeededTheCustomerIsToldAtFinalAndTheCreditLapsesAfterThat_6_2
            6.2 | earn-back                                                    | evaluation.consequence.CreditLifeTest#earnBackHoldsTheIssueAndCancelsItIfTheNextPeriodsReachTheTarget_6_2
            6.2 | a chronic clause                                             | evaluation.consequence.FinalAndChronicTest#domain62AChronicClauseGivesARightAndStartsOneReviewAndARestatementWithdrawsIt
            6.3 | a cause takes effect when it is confirmed                    | evaluation.consequence.CauseConfirmationTest#domain63ACauseTakesEffectWhenTheOtherSideConfirmsItInHerTask
            6.4 | the claim against the third party                            | evaluation.consequence.ThirdPartyClaimsTest#domain64TheProvidersClaimAgainstAThirdPartyIsOpenedOnceWithItsTimeInTheLedger
            6.5 | as known then                                                | evaluation.web.LedgerRestTest#verdictsAndLedgersAnswerAsPublishedThen_6_5
            6.5 | the difference notes                                         | evaluation.period.OrderAndRepetitionTest#whatComesAfterFinalIsRestatedAndTheNotesAccountForTheWholeDifference_6_5
            7.7 | expected .993507…, guaranteed .9935, neither carries 99.5 %  | evaluation.composite.GuaranteeTest#domain77ThreePartsAreExpectedToComeTo993507AndGuarantee9935AndNeitherCarries995
            7.7 | 99.9 % of 24×7 guarantees 99.636… % of the prime window      | evaluation.composite.GuaranteeTest#domain77TheAllowanceAroundTheClockMayAllFallIntoThePrimeWindow
            7.7 | two parts with 95 % in 2 h guarantee 90 % in 4 h             | evaluation.composite.GuaranteeTest#domain77TwoPartsWith95PercentInTwoHoursGuarantee90PercentInFour
            8   | created Mon 17:00, 2 h: due Tue 09:00, 1 h 30 min before it  | evaluation.clock.ClockDeadlineVectorsTest#beforeTheDeadlineIsWalkedOnTheCalendarAndAClosingInstantFiresAtIt_8
            9   | cycle 1 held early, 409, 15 Apr nothing, 15 Jul cycle 2      | review.ReviewTest#domain9VectorAReviewHeldEarlyIsThatCycleAndTheScheduleSkipsIt
            """)
    void isHeldByATestThatNamesIt(String paragraph, String vector, String test) throws ClassNotFoundException {
        String[] named = test.split("#");
        Method method = Arrays.stream(Class.forName("io.surety." + named[0]).getDeclaredMethods())
                .filter(m -> m.getName().equals(named[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing holds: " + vector));
        assertThat(method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .as("%s is a test", test)
                .isTrue();
        assertThat(method.getName()).containsAnyOf(paragraph.replace('.', '_'), "domain" + paragraph.replace(".", ""));
    }
}
