package io.surety.evaluation.web;

import io.surety.evaluation.ClockView;
import io.surety.evaluation.web.FindClocksAtRisk.AtRisk;
import io.surety.evaluation.web.FindClocksAtRisk.Order;
import io.surety.party.Caller;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The clocks of all agreements that a person may see and that are due soon, by the time left or by the likelihood of a breach. */
@Controller
class ClocksAtRiskPage {

    static final String PATH = "/clocks";

    private static final int MOST = 200;
    private static final List<String> HORIZONS = List.of("today", "PT4H", "PT24H", "PT168H");

    private final FindClocksAtRisk atRisk;
    private final TimeSource time;

    ClocksAtRiskPage(FindClocksAtRisk atRisk, TimeSource time) {
        this.atRisk = atRisk;
        this.time = time;
    }

    /**
     * @param likelihood that it goes late; empty if too few similar clocks have finished
     * @param basis of the forecast, as a key of its text; empty without one
     */
    record Row(
            ClockView clock,
            Instant due,
            ZoneId zone,
            String remaining,
            Optional<String> likelihood,
            String basis,
            int similar) {

        static Row of(AtRisk found) {
            Duration left = Duration.ofMillis(found.open().remainingMillis());
            return new Row(
                    found.open().clock(),
                    found.open().due(),
                    found.zone(),
                    left.toHours() + " h " + left.toMinutesPart() + " min",
                    found.forecast().probability().map(Likelihood::text),
                    found.forecast().basis().map(Enum::name).orElse(""),
                    found.forecast().similar());
        }
    }

    @GetMapping(PATH)
    String show(
            @RequestParam(defaultValue = "today") String due,
            @RequestParam(defaultValue = "probability") String sort,
            Caller caller,
            Model model) {
        List<Row> rows = atRisk.find(due, Order.parse(sort), MOST, time.now(), caller).stream()
                .map(Row::of)
                .toList();
        model.addAttribute("clocks", rows);
        model.addAttribute("due", due);
        model.addAttribute("sort", sort.toLowerCase(Locale.ROOT));
        model.addAttribute("horizons", HORIZONS);
        return "evaluation/clocks";
    }
}
