package io.surety.reporting.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.Violation;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.reporting.Measured;
import io.surety.reporting.Report;
import io.surety.reporting.ReportLine;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A report on the wire. Shares are exact fractions such as {@code 19/20} with a text for people beside them, rounded
 * down; lengths are in milliseconds.
 *
 * @param unjudged terms in force on which there is no verdict yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReportView(
        String agreement,
        String title,
        String period,
        Instant from,
        Instant to,
        String zone,
        @Nullable PeriodState state,
        Instant madeAt,
        List<VersionView> versions,
        List<LineView> terms,
        List<String> unjudged,
        List<ViolationView> violations,
        List<EscalationView> escalations) {

    private static final int DIGITS = 6;

    record VersionView(String version, Instant from, Instant to) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TargetView(
            @Nullable String atLeast, @Nullable Integer violatedByBreaches, String per, List<WithinView> within) {}

    record WithinView(String target, String within, String calendar) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClocksView(long n, long met, long missed, long unknown, Map<String, Long> notCounted) {}

    record TimeView(
            long agreedMillis,
            long downMillis,
            long unknownMillis,
            Map<String, Long> excludedMillis,
            Map<String, Long> excusedMillis) {}

    record TrendView(ReportLine.Direction direction, String before, String beforePercent) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RestatementView(
            VerdictValue before, @Nullable String actualBefore, @Nullable String difference, Instant judgedBefore) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CreditView(
            UUID id,
            String amount,
            String currency,
            String state,
            @Nullable Instant claimUntil,
            List<NoteView> notes) {}

    record NoteView(String kind, String amount, String currency, String reason, Instant issuedAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            String version,
            String term,
            @Nullable String target,
            String period,
            Instant from,
            Instant to,
            PeriodState state,
            VerdictValue verdict,
            @Nullable NotDetermined reason,
            TargetView promised,
            @Nullable String actual,
            @Nullable String actualPercent,
            @Nullable ClocksView clocks,
            @Nullable TimeView time,
            @Nullable String completeness,
            @Nullable TrendView trend,
            @Nullable RestatementView restatement,
            List<CreditView> credits,
            Instant judgedAt,
            String ledger) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ViolationView(
            UUID id,
            String version,
            String term,
            @Nullable String target,
            Instant from,
            Instant to,
            int count,
            Instant raisedAt,
            @Nullable Instant withdrawnAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record EscalationView(
            UUID id,
            String term,
            String state,
            String severity,
            int round,
            Instant openedAt,
            @Nullable String acknowledgedBy,
            @Nullable Instant acknowledgedAt,
            @Nullable Instant closedAt) {}

    static ReportView of(Report report) {
        return new ReportView(
                report.agreement(),
                report.title(),
                report.period().label(),
                report.period().span().from(),
                report.period().span().to(),
                report.zone().getId(),
                report.state().orElse(null),
                report.madeAt(),
                report.versions().stream()
                        .map(v -> new VersionView(
                                v.version().toString(),
                                v.part().from(),
                                v.part().to()))
                        .toList(),
                report.lines().stream().map(ReportView::line).toList(),
                report.unjudged(),
                report.violations().stream().map(ReportView::violation).toList(),
                report.escalations().stream().map(ReportView::escalation).toList());
    }

    private static LineView line(ReportLine line) {
        var verdict = line.verdict();
        var part = verdict.period().part();
        return new LineView(
                verdict.version().toString(),
                verdict.term(),
                verdict.target().orElse(null),
                line.periodLabel(),
                part.from(),
                part.to(),
                line.state(),
                verdict.value(),
                verdict.reason().orElse(null),
                promised(line),
                verdict.share().map(Ratio::toString).orElse(null),
                verdict.share().map(ReportView::percent).orElse(null),
                clocks(line.measured()),
                time(line.measured()),
                verdict.completeness().map(ReportView::percent).orElse(null),
                line.trend()
                        .map(t -> new TrendView(t.direction(), t.before().toString(), percent(t.before())))
                        .orElse(null),
                line.correction().map(ReportView::restatement).orElse(null),
                line.credits().stream().map(ReportView::credit).toList(),
                line.stored().judgedAt(),
                line.ledger());
    }

    private static TargetView promised(ReportLine line) {
        var promise = line.promise();
        return new TargetView(
                promise.atLeast().map(ReportView::percent).orElse(null),
                promise.breaches() > 0 ? promise.breaches() : null,
                promise.per().name().toLowerCase(Locale.ROOT),
                promise.within().stream()
                        .map(w -> new WithinView(w.target(), w.within(), w.calendar()))
                        .toList());
    }

    private static @Nullable ClocksView clocks(Measured measured) {
        return measured instanceof Measured.Counted counted
                ? new ClocksView(counted.n(), counted.good(), counted.bad(), counted.unknown(), counted.notCounted())
                : null;
    }

    private static @Nullable TimeView time(Measured measured) {
        return measured instanceof Measured.Timed timed
                ? new TimeView(timed.agreed(), timed.down(), timed.unknown(), timed.excluded(), timed.excused())
                : null;
    }

    private static RestatementView restatement(ReportLine.Correction correction) {
        var before = correction.before();
        return new RestatementView(
                before.verdict().value(),
                before.verdict().share().map(Ratio::toString).orElse(null),
                correction.difference().map(Ratio::toString).orElse(null),
                before.judgedAt());
    }

    private static CreditView credit(ReportLine.OwedCredit owed) {
        var credit = owed.credit();
        return new CreditView(
                credit.id(),
                Amounts.text(credit.currency(), credit.amount()),
                credit.currency(),
                credit.state().name(),
                credit.claimUntil().orElse(null),
                owed.notes().stream()
                        .map(n -> new NoteView(
                                n.kind().name(),
                                Amounts.text(n.currency(), n.amount()),
                                n.currency(),
                                n.reason(),
                                n.issuedAt()))
                        .toList());
    }

    private static ViolationView violation(Violation violation) {
        return new ViolationView(
                violation.id(),
                violation.version().toString(),
                violation.term(),
                violation.target().orElse(null),
                violation.period().from(),
                violation.period().to(),
                violation.count(),
                violation.raisedAt(),
                violation.withdrawnAt().orElse(null));
    }

    private static EscalationView escalation(Report.Called called) {
        var escalation = called.escalation();
        return new EscalationView(
                escalation.id().value(),
                escalation.term(),
                escalation.state().name(),
                escalation.severity().word(),
                escalation.round(),
                escalation.openedAt(),
                called.acknowledgedBy().orElse(null),
                escalation.acknowledgement().map(a -> a.at()).orElse(null),
                escalation.closing().map(c -> c.at()).orElse(null));
    }

    private static String percent(Ratio ratio) {
        return ratio.toPercentText(DIGITS);
    }
}
