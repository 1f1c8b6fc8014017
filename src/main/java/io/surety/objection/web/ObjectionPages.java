package io.surety.objection.web;

import io.surety.objection.Objection;
import io.surety.objection.RaiseObjection;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the form below the verdicts of an agreement's page does. */
@Controller
class ObjectionPages {

    private static final int LEAST_CHARACTERS = 10;
    private static final int MOST_CHARACTERS = 4000;

    private final RaiseObjection raise;

    ObjectionPages(RaiseObjection raise) {
        this.raise = raise;
    }

    @PostMapping("/agreements/{agreement}/objections")
    String raise(
            @PathVariable String agreement,
            @RequestParam String verdict,
            @RequestParam String reason,
            @RequestParam(defaultValue = "") String evidence,
            Caller caller) {
        check("/reason", reason.strip().length() >= LEAST_CHARACTERS && fits(reason));
        check("/evidence", fits(evidence));
        raise.raise(
                agreement,
                new RaiseObjection.What(Objection.About.VERDICT, verdict, null, null),
                reason.strip(),
                evidence.strip(),
                caller);
        return "redirect:/agreements/" + agreement;
    }

    private static boolean fits(String text) {
        return text.length() <= MOST_CHARACTERS && text.indexOf(0) < 0;
    }

    private static void check(String path, boolean holds) {
        if (!holds) {
            throw Refusal.invalid(
                    "objection-invalid",
                    "the objection is not accepted",
                    List.of(new Diagnostic(
                            path,
                            "value-not-allowed",
                            "from " + LEAST_CHARACTERS + " to " + MOST_CHARACTERS + " characters")));
        }
    }
}
