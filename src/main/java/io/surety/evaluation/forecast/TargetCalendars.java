package io.surety.evaluation.forecast;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.WorkCalendars;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.clock.Assignees;
import io.surety.evaluation.clock.Hours;
import io.surety.evaluation.clock.HoursOfClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The calendars by which clocks run; each version and each person is asked about once, for the length of one answer. */
final class TargetCalendars {

    private final Agreements agreements;
    private final HoursOfClock hours;
    private final Map<VersionRef, Version> versions = new HashMap<>();

    TargetCalendars(Agreements agreements, ServiceCalendars calendars, WorkCalendars people, Instant knownBy) {
        this.agreements = agreements;
        this.hours = new HoursOfClock(calendars, Assignees.of(people, knownBy));
    }

    /**
     * What a clock runs by.
     *
     * @param assignee to whom its item was assigned at the start, if the calendar is that person's
     */
    record Running(VersionRef version, String term, String target, Optional<String> assignee, Instant startedAt) {}

    /** @return empty if the version has no such target any more */
    Optional<ServiceCalendar> of(Running clock) {
        Version version = versions.computeIfAbsent(clock.version(), agreements::get);
        return version.document().spec().term(clock.term()).stream()
                .flatMap(t -> t.targets().stream())
                .filter(t -> t.id().equals(clock.target()))
                .findFirst()
                .map(t -> hours.of(version, clock.term(), t, clock.assignee(), clock.startedAt()))
                .map(Hours::calendar);
    }
}
