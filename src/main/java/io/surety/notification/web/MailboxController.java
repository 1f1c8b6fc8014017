package io.surety.notification.web;

import io.surety.notification.Mailbox;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page where messages are read while no mail server is configured. */
@Controller
@ConditionalOnProperty(name = "surety.mailbox.enabled", matchIfMissing = true)
class MailboxController {

    private static final int AT_MOST = 100;

    private final Mailbox mailbox;
    private final Parties parties;

    MailboxController(Mailbox mailbox, Parties parties) {
        this.mailbox = mailbox;
        this.parties = parties;
    }

    @GetMapping("/mailbox")
    String mine(Caller caller, Model model) {
        ZoneId zone = parties.person(caller.person()).map(Person::zone).orElse(ZoneOffset.UTC);
        model.addAttribute("letters", mailbox.of(caller.person(), AT_MOST));
        model.addAttribute("zone", zone);
        return "mailbox";
    }
}
