package io.surety.agreement.web;

import io.surety.agreement.Templates;
import io.surety.agreement.Templates.Kept;
import io.surety.party.Caller;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The pages of templates: what there is to draft from, and what is to be filled in. */
@Controller
class TemplatePages {

    private final Templates templates;

    TemplatePages(Templates templates) {
        this.templates = templates;
    }

    @GetMapping("/templates")
    String list(Caller caller, Model model) {
        model.addAttribute("templates", templates.visibleTo(caller));
        return "agreement/templates";
    }

    @GetMapping("/templates/{name}")
    String one(@PathVariable String name, Caller caller, Model model) {
        Kept kept = templates.visible(name, caller);
        model.addAttribute("kept", kept);
        model.addAttribute("document", DocumentBody.yaml(kept.template().normalised()));
        return "agreement/template";
    }
}
