package io.surety.reporting.web;

import io.surety.party.Caller;
import io.surety.reporting.MakeReport;
import io.surety.reporting.Report;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Reports as pages of our own. */
@Controller
class ReportPages {

    private final MakeReport reports;
    private final MessageSource texts;

    ReportPages(MakeReport reports, MessageSource texts) {
        this.reports = reports;
        this.texts = texts;
    }

    @GetMapping("/agreements/{agreement}/reports")
    String list(@PathVariable String agreement, Caller caller, Model model) {
        model.addAttribute("agreement", agreement);
        model.addAttribute("periods", reports.periods(agreement, caller));
        return "reporting/list";
    }

    @GetMapping("/agreements/{agreement}/reports/{period}")
    String one(@PathVariable String agreement, @PathVariable String period, Caller caller, Locale locale, Model model) {
        Report report = reports.of(agreement, period, caller);
        model.addAttribute("report", report);
        model.addAttribute("words", new ReportWords(texts, locale, report.zone()));
        return "reporting/page";
    }
}
