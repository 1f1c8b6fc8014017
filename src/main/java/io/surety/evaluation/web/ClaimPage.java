package io.surety.evaluation.web;

import io.surety.evaluation.period.GrantCredit;
import io.surety.party.Caller;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What the button beside a credit on the agreement's page does. */
@Controller
class ClaimPage {

    private final GrantCredit grant;

    ClaimPage(GrantCredit grant) {
        this.grant = grant;
    }

    @PostMapping("/credits/{id}/claim")
    String claim(@PathVariable UUID id, Caller caller) {
        return "redirect:/agreements/" + grant.claim(id, caller).version().agreement();
    }
}
