package io.surety.agreement.calendar;

import io.surety.agreement.SharedCalendar;
import io.surety.agreement.SharedCalendars;
import io.surety.agreement.document.CalendarClause;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Business time for whoever asks: each operation has its answer, or its problem, in its place. */
@Service
public class EvaluateCalendar {

    private final SharedCalendars calendars;

    EvaluateCalendar(SharedCalendars calendars) {
        this.calendars = calendars;
    }

    /**
     * The answers, in the order of the operations.
     *
     * @throws Refusal if the calendar is unknown to the caller, never opens, or has holidays that nobody knows
     */
    public List<Answer> evaluate(Evaluation evaluation, Caller caller) {
        @Nullable Answer[] answers = new Answer[evaluation.operations().size()];
        Map<Integer, Question> questions = new LinkedHashMap<>();
        for (int i = 0; i < answers.length; i++) {
            try {
                questions.put(i, Question.of(evaluation.operations().get(i), "/operations/" + i));
            } catch (Refusal e) {
                answers[i] = Answer.problem(e);
            }
        }
        CalendarClause clause = evaluation.clause();
        String name = evaluation.name();
        if (clause != null && clause.complementOf() != null) {
            answer(
                    calendars.visible(clause.complementOf(), caller),
                    base -> new CalendarYears(clause, base),
                    questions,
                    answers);
        } else if (clause != null) {
            new AnswerQuestions(new CalendarYears(clause, null)).answer(questions, answers);
        } else if (name != null) {
            answer(calendars.visible(name, caller), shared -> new CalendarYears(shared, null), questions, answers);
        }
        List<Answer> all = new ArrayList<>();
        Arrays.stream(answers)
                .map(answer -> Optional.ofNullable(answer).orElseThrow())
                .forEach(all::add);
        return all;
    }

    /** A clock keeps the calendar of its start, and so does each question. */
    private static void answer(
            List<SharedCalendar> versions,
            Function<CalendarClause, CalendarYears> years,
            Map<Integer, Question> questions,
            @Nullable Answer[] answers) {
        Map<SharedCalendar, Map<Integer, Question>> byVersion = new LinkedHashMap<>();
        questions.forEach((place, question) -> on(versions, question)
                .ifPresentOrElse(
                        version -> byVersion
                                .computeIfAbsent(version, v -> new LinkedHashMap<>())
                                .put(place, question),
                        () -> answers[place] = Answer.problem(Refusal.invalid(
                                "outside-validity",
                                "no version of the calendar holds at " + question.start(),
                                List.of()))));
        byVersion.forEach((version, own) ->
                new AnswerQuestions(years.apply(version.document().clause())).answer(own, answers));
    }

    private static Optional<SharedCalendar> on(List<SharedCalendar> versions, Question question) {
        return versions.stream()
                .filter(version -> {
                    ZoneId zone = Optional.ofNullable(
                                    version.document().clause().zone())
                            .orElseThrow();
                    return version.document().holdsOn(LocalDate.ofInstant(question.start(), zone));
                })
                .reduce((older, newer) -> newer);
    }
}
