package io.surety.reporting;

import io.surety.agreement.VersionRef;
import io.surety.escalation.Escalation;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.Violation;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What an agreement came to in a week or a month, as known at {@code madeAt}.
 *
 * @param zone of the agreement, in which its periods lie
 * @param versions in force in the span, oldest first, each with the part of the span in which it holds
 * @param lines by term, target and period
 * @param unjudged terms of these versions on which there is no verdict yet
 * @param violations whose period touches the span, withdrawn ones too
 * @param escalations opened in the span, by when they were
 */
public record Report(
        String agreement,
        String title,
        ReportPeriod period,
        ZoneId zone,
        Instant madeAt,
        List<InForce> versions,
        List<ReportLine> lines,
        List<String> unjudged,
        List<Violation> violations,
        List<Called> escalations) {

    /** The part of the span in which a version holds. */
    public record InForce(VersionRef version, Interval part) {}

    /** @param acknowledgedBy name of who took it on last, if anybody did */
    public record Called(Escalation escalation, Optional<String> acknowledgedBy) {}

    /** No surer than its least sure line; restated if any of them is and all others are final; empty without lines. */
    public Optional<PeriodState> state() {
        return lines.stream()
                .map(ReportLine::state)
                .min(Comparator.naturalOrder())
                .map(least -> least == PeriodState.FINAL && restated() ? PeriodState.RESTATED : least);
    }

    private boolean restated() {
        return lines.stream().anyMatch(line -> line.state() == PeriodState.RESTATED);
    }
}
