package io.surety.evaluation.web;

import io.surety.evaluation.period.ConfirmVerdict;
import io.surety.party.Caller;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the button beside a provisional verdict on the agreement's page does. */
@Controller
class VerdictConfirmationPage {

    private final Sides sides;
    private final ConfirmVerdict confirmations;

    VerdictConfirmationPage(Sides sides, ConfirmVerdict confirmations) {
        this.sides = sides;
        this.confirmations = confirmations;
    }

    /** @param serial of the verdict as the page showed it */
    @PostMapping("/agreements/{agreement}/verdicts/{verdict}/confirmation")
    String confirm(
            @PathVariable String agreement, @PathVariable UUID verdict, @RequestParam long serial, Caller caller) {
        sides.version(agreement, caller);
        confirmations.confirm(agreement, verdict, serial, caller);
        return "redirect:/agreements/" + agreement;
    }
}
