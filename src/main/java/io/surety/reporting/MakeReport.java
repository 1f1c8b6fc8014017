package io.surety.reporting;

import io.surety.agreement.Version;
import io.surety.agreement.document.Per;
import io.surety.escalation.Escalation;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.period.Violations;
import io.surety.evaluation.verdict.Periods;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.reporting.Report.Called;
import io.surety.reporting.Report.InForce;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the report of a week or a month (domain, 9) from what the other rooms know. */
@Service
@Transactional(readOnly = true)
public class MakeReport {

    private final ReportReaders readers;
    private final ReportLines lines;
    private final Violations violations;
    private final ReadEscalations escalations;
    private final Parties parties;
    private final TimeSource time;

    MakeReport(
            ReportReaders readers,
            ReportLines lines,
            Violations violations,
            ReadEscalations escalations,
            Parties parties,
            TimeSource time) {
        this.readers = readers;
        this.lines = lines;
        this.violations = violations;
        this.escalations = escalations;
        this.parties = parties;
        this.time = time;
    }

    /**
     * @param period {@code 2026-W47} or {@code 2026-11}
     * @throws Refusal {@code period-malformed}; {@code not-found} if the agreement is not the caller's to see, or has no
     *     report on the period because no version was in force in it yet; {@code report-of-the-sides}
     */
    public Report of(String agreement, String period, Caller caller) {
        List<Version> activated = readers.activated(agreement, caller);
        Instant now = time.now();
        if (activated.isEmpty()) {
            throw Refusal.notFound("a report on " + agreement);
        }
        ZoneId zone = zone(activated);
        ReportPeriod asked = ReportPeriod.parse(period, zone);
        Interval span = asked.span();
        List<Version> inForce = activated.stream()
                .filter(v -> v.validity().overlaps(span) && span.from().isBefore(now))
                .filter(v -> v.validity().from().isBefore(now))
                .toList();
        if (inForce.isEmpty()) {
            throw Refusal.notFound("a report on " + agreement + " in " + period);
        }
        Version newest = inForce.get(inForce.size() - 1);
        List<ReportLine> found = lines.of(agreement, span, activated, now);
        return new Report(
                agreement,
                newest.document().metadata().title(),
                asked,
                zone,
                now,
                inForce.stream().flatMap(v -> inForce(v, span)).toList(),
                found,
                unjudged(inForce, found),
                violations.of(agreement).stream()
                        .filter(v -> v.period().overlaps(span))
                        .toList(),
                escalations.of(agreement, span).stream()
                        .sorted(Comparator.comparing(Escalation::openedAt))
                        .map(this::called)
                        .toList());
    }

    /** Those on which there is a report, running ones too: newest first, months before the weeks that begin with them. */
    public List<ReportPeriod> periods(String agreement, Caller caller) {
        List<Version> activated = readers.activated(agreement, caller);
        Instant now = time.now();
        return activated.stream()
                .filter(v -> v.validity().from().isBefore(now))
                .map(v -> begun(v, now))
                .flatMap(span -> Stream.of(Per.MONTH, Per.WEEK).flatMap(per -> touching(per, span, activated)))
                .distinct()
                .sorted(Comparator.comparing((ReportPeriod p) -> p.span().from())
                        .reversed()
                        .thenComparing(ReportPeriod::label))
                .toList();
    }

    private static Interval begun(Version version, Instant now) {
        Interval validity = version.validity();
        return validity.to().isAfter(now) ? new Interval(validity.from(), now) : validity;
    }

    private static Stream<ReportPeriod> touching(Per per, Interval span, List<Version> activated) {
        ZoneId zone = zone(activated);
        return new Periods(per, zone).touching(span).stream().map(p -> ReportPeriod.of(per, p, zone));
    }

    /** That of the newest one, so that a period of the agreement has one meaning. */
    private static ZoneId zone(List<Version> activated) {
        return activated.get(activated.size() - 1).document().spec().period().zone();
    }

    private static Stream<InForce> inForce(Version version, Interval span) {
        return version.validity().intersect(span).map(part -> new InForce(version.ref(), part)).stream();
    }

    private static List<String> unjudged(List<Version> inForce, List<ReportLine> lines) {
        Set<String> judged = lines.stream().map(l -> l.verdict().term()).collect(Collectors.toSet());
        return inForce.stream()
                .flatMap(v -> v.document().spec().terms().stream())
                .map(t -> t.id())
                .filter(id -> !judged.contains(id))
                .distinct()
                .toList();
    }

    private Called called(Escalation escalation) {
        return new Called(escalation, escalation.acknowledgement().map(by -> parties.person(by.by())
                .map(Person::name)
                .orElse(by.by().value())));
    }
}
