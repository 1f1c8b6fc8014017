package io.surety.approval;

import io.surety.agreement.WorkCalendars;
import io.surety.approval.FindApprovers.Found;
import io.surety.approval.Seat.Sitter;
import io.surety.calendar.ServiceCalendar;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.OfficeHours;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Chooses who approves a step, when the step is reached: by role, authority, absence and load. */
@Service
public class SeatApprovers {

    private final Rounds rounds;
    private final Steps steps;
    private final Seats seats;
    private final FindApprovers find;
    private final Parties parties;
    private final WorkCalendars calendars;
    private final Outbox outbox;
    private final TimeSource time;

    SeatApprovers(
            Rounds rounds,
            Steps steps,
            Seats seats,
            FindApprovers find,
            Parties parties,
            WorkCalendars calendars,
            Outbox outbox,
            TimeSource time) {
        this.rounds = rounds;
        this.steps = steps;
        this.seats = seats;
        this.find = find;
        this.parties = parties;
        this.calendars = calendars;
        this.outbox = outbox;
        this.time = time;
    }

    /**
     * Gives the step its seats: one that any of the eligible may take, or one for each. None for those who are spared, and
     * none at all if the step needs more people than can be asked: then it says how many are missing, until somebody is
     * found and it is tried again.
     */
    @Transactional
    public void seat(long id) {
        Round round = rounds.lock(steps.get(id).round());
        Step step = steps.get(id);
        if (step.needed() != null) {
            return;
        }
        Instant now = time.now();
        Found found = find.find(round, step, now);
        if (found.missing() > 0) {
            steps.lacks(id, found.missing());
            return;
        }
        int needed = needed(step, found.people().size());
        steps.needs(id, needed);
        if (step.carriedOver().size() < needed) {
            sit(round, step, found.people(), now);
        }
    }

    private void sit(Round round, Step step, List<Sitter> people, Instant now) {
        List<List<Sitter>> places = step.mode() instanceof StepMode.Any
                ? List.of(people)
                : people.stream().map(List::of).toList();
        for (List<Sitter> place : places) {
            seats.add(step.id(), due(step, place, now), place);
            place.forEach(sitter -> ask(round, step, sitter.person()));
        }
    }

    private static int needed(Step step, int eligible) {
        if (step.mode() instanceof StepMode.AtLeast some) {
            return some.approvals();
        }
        return step.mode() instanceof StepMode.Any
                ? 1
                : Math.max(1, eligible + step.carriedOver().size());
    }

    /** On the calendar by which the first of them works; one that never opens long enough bounds nobody. */
    private Instant due(Step step, List<Sitter> place, Instant now) {
        PersonId first = place.get(0).person();
        return calendars
                .workingTime(first, now)
                .at(now, Set.of(step.party()))
                .flatMap(own -> own.hours().due(now, step.dueWithin(), List.of()))
                .or(() -> officeHours(first).due(now, step.dueWithin(), List.of()))
                .orElseThrow(() -> new IllegalStateException("office hours have no end"))
                .deadline();
    }

    /** An administrator who is asked for want of others may have a login only. */
    private ServiceCalendar officeHours(PersonId person) {
        return parties.person(person).map(OfficeHours::of).orElseGet(() -> OfficeHours.in(ZoneOffset.UTC));
    }

    private void ask(Round round, Step step, PersonId person) {
        outbox.add(new Notice(
                "approval:%d:asked:%s".formatted(step.id(), person),
                person,
                Notice.Channel.MAIL,
                "approval.asked",
                Map.of(
                        "version",
                        round.version().toString(),
                        "role",
                        step.role().name()),
                "/camunda/app/tasklist/"));
    }
}
