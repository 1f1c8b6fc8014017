package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockState;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.clock.Hours;
import io.surety.evaluation.clock.HoursOfClock;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.measurement.ItemRef;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

@Service
class StoredClocks implements Clocks {

    private final ClockRows clocks;
    private final ItemRows items;
    private final JudgeItems judge;
    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final TimeSource time;

    StoredClocks(
            ClockRows clocks,
            ItemRows items,
            JudgeItems judge,
            Agreements agreements,
            ServiceCalendars calendars,
            TimeSource time) {
        this.clocks = clocks;
        this.items = items;
        this.judge = judge;
        this.agreements = agreements;
        this.calendars = calendars;
        this.time = time;
    }

    @Override
    public Optional<ClockView> find(ClockId id) {
        return clocks.find(id);
    }

    @Override
    public Optional<TimeLedger> ledger(ClockId id) {
        return clocks.find(id)
                .flatMap(c -> judgedNow(List.of(c.item()))
                        .filter(j -> j.id().equals(id))
                        .findFirst())
                .map(JudgedClock::ledger);
    }

    @Override
    public Optional<ClockLedger> ledger(ClockId id, Instant asOf) {
        return clocks.find(id).flatMap(c -> {
            JudgeItems.Judged judged = judge.judgeAsKnown(c.item(), asOf);
            return judged.judgement().clocks().stream()
                    .filter(j -> j.id().equals(id))
                    .findFirst()
                    .map(j -> new ClockLedger(
                            j.ledger(),
                            asOf,
                            judged.history().events().size(),
                            judged.history().lastReceived()));
        });
    }

    @Override
    public List<ClockView> of(ItemRef item) {
        return clocks.ofItem(item);
    }

    @Override
    public List<OpenClock> atRisk(List<String> agreementNames, Instant now, Instant dueBefore, int limit) {
        List<ClockView> open = clocks.openDueBefore(agreementNames, dueBefore);
        HoursOfClock hours = new HoursOfClock(calendars, judge.assignees(now));
        Map<ClockId, Instant> projected = projected(open, now);
        Map<VersionRef, Version> versions = open.stream()
                .map(ClockView::version)
                .distinct()
                .collect(Collectors.toMap(Function.identity(), agreements::get));
        return open.stream()
                .flatMap(c -> c
                        .deadlineAt()
                        .or(() -> Optional.ofNullable(projected.get(c.id())))
                        .filter(due -> due.isBefore(dueBefore))
                        .map(due -> new OpenClock(c, due, remaining(hours, versions, c, now, due)))
                        .stream())
                .sorted(Comparator.comparingLong(OpenClock::remainingMillis)
                        .thenComparing(OpenClock::due)
                        .thenComparing(o -> o.clock().id().toString()))
                .limit(limit)
                .toList();
    }

    /** The longer a clock is paused the later it is due; what is stored is as old as the last judgement. */
    private Map<ClockId, Instant> projected(List<ClockView> open, Instant now) {
        List<ItemRef> paused = open.stream()
                .filter(ClockView::paused)
                .map(ClockView::item)
                .distinct()
                .toList();
        return judge.judge(paused, now).stream()
                .flatMap(j -> j.judgement().clocks().stream())
                .filter(c -> c.state() == ClockState.PAUSED && c.due().isPresent())
                .collect(Collectors.toMap(
                        JudgedClock::id, c -> c.due().orElseThrow().deadline()));
    }

    private static long remaining(
            HoursOfClock hours, Map<VersionRef, Version> versions, ClockView clock, Instant now, Instant due) {
        Version version = Objects.requireNonNull(versions.get(clock.version()));
        ServiceCalendar calendar = version.document().spec().term(clock.term()).stream()
                .flatMap(t -> t.targets().stream())
                .filter(t -> t.id().equals(clock.target()))
                .findFirst()
                .map(t -> hours.of(version, clock.term(), t, clock.assignee(), clock.startedAt()))
                .map(Hours::calendar)
                .orElseThrow();
        return calendar.elapsedMillis(now, due);
    }

    @Override
    public List<ClockView> inputs(VersionRef version, String term, Interval span, Interval started) {
        return clocks.inputs(version, term, span, started);
    }

    @Override
    public long countUnmatched(String source) {
        return items.countUnmatched(source);
    }

    @Override
    public List<UnmatchedItem> unmatched(String source, String afterKey, int limit) {
        return items.unmatched(source, afterKey, limit);
    }

    private Stream<JudgedClock> judgedNow(List<ItemRef> wanted) {
        return judge.judge(wanted, time.now()).stream().flatMap(j -> j.judgement().clocks().stream());
    }
}
