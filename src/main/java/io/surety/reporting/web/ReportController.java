package io.surety.reporting.web;

import io.surety.party.Caller;
import io.surety.reporting.MakeReport;
import io.surety.reporting.Report;
import io.surety.reporting.ReportPeriod;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.ModelAndView;

@RestController
@RequestMapping("/api/agreements/{agreement}/reports")
@Tag(name = "Reports", description = "What an agreement came to in a week or a month")
class ReportController {

    private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    private static final List<MediaType> OFFERED = List.of(MediaType.APPLICATION_JSON, CSV, MediaType.TEXT_HTML);

    private final MakeReport reports;
    private final MessageSource texts;

    ReportController(MakeReport reports, MessageSource texts) {
        this.reports = reports;
        this.texts = texts;
    }

    record PeriodView(String period, String kind, Instant from, Instant to, Map<String, String> links) {

        static PeriodView of(String agreement, ReportPeriod period) {
            String path = "/agreements/" + agreement + "/reports/" + period.label();
            return new PeriodView(
                    period.label(),
                    period.per().name().toLowerCase(Locale.ROOT),
                    period.span().from(),
                    period.span().to(),
                    Map.of("self", "/api" + path, "page", path));
        }
    }

    @GetMapping
    @Operation(
            summary = "The weeks and months on which there is a report, newest first",
            description = "The running week and month are among them.")
    List<PeriodView> list(@PathVariable String agreement, Caller caller) {
        return reports.periods(agreement, caller).stream()
                .map(period -> PeriodView.of(agreement, period))
                .toList();
    }

    /** The way back is a page or a body, as the client asks. */
    @GetMapping(
            path = "/{period}",
            produces = {MediaType.APPLICATION_JSON_VALUE, "text/csv;charset=UTF-8", MediaType.TEXT_HTML_VALUE})
    @Operation(
            summary = "The report of an ISO week (2026-W47) or a month (2026-11)",
            description = "As known now: per term target, actual, n, excluded time by cause, completeness, trend and"
                    + " credits, with violations and escalations. Accept: text/html answers with a page to print,"
                    + " text/csv with a table.")
    Object one(
            @PathVariable String agreement,
            @PathVariable String period,
            @RequestHeader(value = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            Caller caller,
            Locale locale) {
        Report report = reports.of(agreement, period, caller);
        MediaType wanted = wanted(accept);
        if (wanted.equals(MediaType.TEXT_HTML)) {
            return new ModelAndView(
                    "reporting/print",
                    Map.of("report", report, "words", new ReportWords(texts, locale, report.zone())));
        }
        if (wanted.equals(CSV)) {
            return ResponseEntity.ok()
                    .contentType(CSV)
                    .header(
                            HttpHeaders.CONTENT_DISPOSITION,
                            "attachment; filename=\"" + agreement + "-" + period + ".csv\"")
                    .body(ReportTable.of(report));
        }
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(ReportView.of(report));
    }

    /** Spring has refused what cannot be read, and what accepts none of them. */
    private static MediaType wanted(String accept) {
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(accepted);
            accepted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
            return accepted.stream()
                    .flatMap(type ->
                            OFFERED.stream().filter(type::isCompatibleWith).limit(1))
                    .findFirst()
                    .orElse(MediaType.APPLICATION_JSON);
        } catch (InvalidMediaTypeException e) {
            return MediaType.APPLICATION_JSON;
        }
    }
}
