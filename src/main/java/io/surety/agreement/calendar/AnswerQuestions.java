package io.surety.agreement.calendar;

import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from one calendar. Its public holidays are looked up for the years in question and some more; what
 * comes out later than those is asked again with more years, so that no holiday is missed on the way.
 */
final class AnswerQuestions {

    private static final int[] YEARS_MORE = {3, 30, 500};
    /** The last year of any calendar. */
    private static final int LAST_YEAR = 2399;
    /** What is laid on two centuries within a second; a usual week has ten. */
    private static final int MOST_WINDOWS_A_WEEK = 70;

    private final CalendarYears years;

    AnswerQuestions(CalendarYears years) {
        this.years = years;
    }

    /** @param answers is filled at the places of the questions */
    void answer(Map<Integer, Question> questions, @Nullable Answer[] answers) {
        refuseIfItHasTooManyWindows();
        Map<Integer, Question> left = Map.copyOf(questions);
        int first = years(questions).min().orElse(Question.FIRST_YEAR);
        int last = years(questions).max().orElse(Question.FIRST_YEAR);
        for (int i = 0; i < YEARS_MORE.length && !left.isEmpty(); i++) {
            int known = years.isFixed() ? LAST_YEAR : Math.min(last + YEARS_MORE[i], LAST_YEAR);
            ServiceCalendar calendar = ServiceCalendar.of(years.in(first - 1, known));
            if (i == 0) {
                refuseIfItNeverOpens(calendar, first);
            }
            Instant end = startOf(known);
            left.forEach((place, question) -> answers[place] = answer(calendar, question, end));
            left = left.entrySet().stream()
                    .filter(e -> answers[e.getKey()] == null)
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private void refuseIfItHasTooManyWindows() {
        if (years.windowsAWeek() > MOST_WINDOWS_A_WEEK) {
            String message = "more than " + MOST_WINDOWS_A_WEEK + " windows a week are not evaluated";
            throw Refusal.invalid(
                    "document-invalid", message, List.of(new Diagnostic("/calendar/windows", "too-many", message)));
        }
    }

    private static IntStream years(Map<Integer, Question> questions) {
        return questions.values().stream()
                .flatMap(question -> question instanceof Question.Elapsed elapsed
                        ? List.of(elapsed.start(), elapsed.to()).stream()
                        : List.of(question.start()).stream())
                .mapToInt(at -> at.atOffset(ZoneOffset.UTC).getYear());
    }

    /** One that opens from the first question on has opened; only of another one the years before are looked at. */
    private static void refuseIfItNeverOpens(ServiceCalendar calendar, int first) {
        if (calendar.nextOpen(startOf(first)).isEmpty()
                && calendar.nextOpen(startOf(Question.FIRST_YEAR)).isEmpty()) {
            String message = "it has no open time at all";
            throw Refusal.invalid(
                    "document-invalid", message, List.of(new Diagnostic("/calendar", "calendar-never-opens", message)));
        }
    }

    private static Instant startOf(int year) {
        return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Null if it may lie beyond {@code end}, from which on no holidays were looked up. */
    private @Nullable Answer answer(ServiceCalendar calendar, Question question, Instant end) {
        if (question instanceof Question.Elapsed elapsed) {
            return Answer.elapsed(calendar.elapsedMillis(elapsed.start(), elapsed.to(), elapsed.pauses()));
        }
        if (question instanceof Question.Open open) {
            return Answer.open(calendar.isOpen(open.start()));
        }
        if (question instanceof Question.Deadline deadline) {
            Optional<Due> due = calendar.due(deadline.start(), deadline.within(), deadline.pauses());
            return answer(
                    due.map(Due::deadline),
                    Answer::deadline,
                    end,
                    "never-due",
                    "the calendar does not open long enough");
        }
        return answer(
                calendar.nextOpen(question.start()),
                Answer::nextOpen,
                end,
                "never-open",
                "the calendar does not open again");
    }

    private @Nullable Answer answer(
            Optional<Instant> at, Function<Instant, Answer> made, Instant end, String type, String otherwise) {
        boolean last = end.atOffset(ZoneOffset.UTC).getYear() == LAST_YEAR;
        // Where more holidays only close, what never comes without them does not come with them.
        if (!last && (at.isEmpty() ? years.isComplement() : !at.get().isBefore(end))) {
            return null;
        }
        return at.map(made).orElseGet(() -> Answer.problem(Refusal.invalid(type, otherwise, List.of())));
    }
}
