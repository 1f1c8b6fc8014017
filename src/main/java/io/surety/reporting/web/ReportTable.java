package io.surety.reporting.web;

import io.surety.reporting.Measured;
import io.surety.reporting.Report;
import io.surety.reporting.ReportLine;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines of a report as CSV (RFC 4180), for a spreadsheet that must not take any text of ours for a formula. */
final class ReportTable {

    private static final int DIGITS = 6;
    private static final String FORMULA = "=+-@\t\r";
    private static final List<String> HEADER = List.of(
            "agreement",
            "report",
            "version",
            "term",
            "target",
            "period",
            "from",
            "to",
            "state",
            "verdict",
            "reason",
            "promised_percent",
            "violated_by_breaches",
            "actual_percent",
            "n",
            "missed",
            "unknown",
            "not_counted",
            "agreed_seconds",
            "down_seconds",
            "unknown_seconds",
            "excluded_seconds",
            "excused_seconds",
            "completeness_percent",
            "trend",
            "before_percent",
            "restated_from_percent",
            "credit",
            "currency",
            "credit_state");

    private ReportTable() {}

    static String of(Report report) {
        return Stream.concat(Stream.of(HEADER), report.lines().stream().map(line -> cells(report, line)))
                .map(row -> row.stream().map(ReportTable::cell).collect(Collectors.joining(",", "", "\r\n")))
                .collect(Collectors.joining());
    }

    private static List<String> cells(Report report, ReportLine line) {
        var verdict = line.verdict();
        var part = verdict.period().part();
        var promise = line.promise();
        return Stream.of(
                        Stream.of(
                                report.agreement(),
                                report.period().label(),
                                verdict.version().toString(),
                                verdict.term(),
                                verdict.target().orElse(""),
                                line.periodLabel(),
                                part.from().toString(),
                                part.to().toString(),
                                line.state().name(),
                                verdict.value().name(),
                                verdict.reason().map(Enum::name).orElse(""),
                                promise.atLeast().map(ReportTable::percent).orElse(""),
                                promise.breaches() > 0 ? String.valueOf(promise.breaches()) : "",
                                verdict.share().map(ReportTable::percent).orElse("")),
                        measured(line.measured()),
                        Stream.of(
                                verdict.completeness().map(ReportTable::percent).orElse(""),
                                line.trend().map(t -> t.direction().name()).orElse(""),
                                line.trend().map(t -> percent(t.before())).orElse(""),
                                line.correction()
                                        .flatMap(c -> c.before().verdict().share())
                                        .map(ReportTable::percent)
                                        .orElse("")),
                        credits(line))
                .flatMap(cells -> cells)
                .toList();
    }

    /** n, missed, unknown, not counted, then the five of time, in seconds; what the kind does not have is empty. */
    private static Stream<String> measured(Measured measured) {
        if (measured instanceof Measured.Counted counted) {
            return Stream.of(
                    String.valueOf(counted.n()),
                    String.valueOf(counted.bad()),
                    String.valueOf(counted.unknown()),
                    counted.notCounted().entrySet().stream()
                            .map(e -> e.getKey() + "=" + e.getValue())
                            .collect(Collectors.joining("; ")),
                    "",
                    "",
                    "",
                    "",
                    "");
        }
        Measured.Timed timed = (Measured.Timed) measured;
        return Stream.of(
                "",
                "",
                "",
                "",
                seconds(timed.agreed()),
                seconds(timed.down()),
                seconds(timed.unknown()),
                byCause(timed.excluded()),
                byCause(timed.excused()));
    }

    private static Stream<String> credits(ReportLine line) {
        return Stream.of(
                line.credits().stream()
                        .map(o -> Amounts.text(o.credit().currency(), o.credit().amount()))
                        .collect(Collectors.joining("; ")),
                line.credits().stream()
                        .map(o -> o.credit().currency())
                        .distinct()
                        .collect(Collectors.joining("; ")),
                line.credits().stream().map(o -> o.credit().state().name()).collect(Collectors.joining("; ")));
    }

    private static String byCause(Map<String, Long> millis) {
        return millis.entrySet().stream()
                .map(e -> e.getKey() + "=" + seconds(e.getValue()))
                .collect(Collectors.joining("; "));
    }

    private static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static String percent(Ratio ratio) {
        return ratio.times(Ratio.of(100, 1))
                .toDecimal(DIGITS, RoundingMode.FLOOR)
                .toPlainString();
    }

    /** A spreadsheet reads what begins like a formula as one; an apostrophe makes it a text. */
    static String cell(String text) {
        String safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(c -> ",\"\r\n".indexOf(c) >= 0) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
