package io.surety.agreement.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Agreements;
import io.surety.agreement.TemplateDocument;
import io.surety.agreement.Templates;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of agreements, in plain words. */
@Controller
class AgreementPages {

    private final Agreements agreements;
    private final ReadableVersions readable;
    private final Templates templates;
    private final List<AgreementPageSection> sections;
    private final MessageSource texts;

    AgreementPages(
            Agreements agreements,
            ReadableVersions readable,
            Templates templates,
            List<AgreementPageSection> sections,
            MessageSource texts) {
        this.agreements = agreements;
        this.readable = readable;
        this.templates = templates;
        this.sections = sections.stream()
                .sorted(Comparator.comparingInt(AgreementPageSection::order))
                .toList();
        this.texts = texts;
    }

    /** One room's part of the page. */
    record SectionView(String template, String fragment, Map<String, Object> model) {}

    @GetMapping("/agreements")
    String list(Caller caller, Model model) {
        model.addAttribute("agreements", agreements.visibleTo(caller));
        return "agreement/list";
    }

    /** @param version its number; without it the one in force, or else the newest */
    @GetMapping("/agreements/{agreement}")
    String one(
            @PathVariable String agreement,
            @RequestParam(required = false, defaultValue = "0") int version,
            Caller caller,
            Locale locale,
            Model model) {
        Version shown = version > 0
                ? readable.one(agreement, version, caller)
                : readable.inForce(agreement, caller).orElseGet(() -> agreements.visible(agreement, caller));
        List<Version> versions = readable.of(agreement, caller);
        var mine = versions.stream().map(Version::ref).collect(Collectors.toSet());
        boolean whole = readable.readsAll(shown, caller);
        model.addAttribute("shown", shown);
        model.addAttribute("spec", shown.document().spec());
        model.addAttribute("versions", versions);
        model.addAttribute("whole", whole);
        model.addAttribute("template", origin(shown, caller).orElse(null));
        model.addAttribute(
                "duties",
                shown.document().spec().thirdParties().stream()
                        .filter(p -> whole
                                || caller.organisations().stream()
                                        .anyMatch(o -> o.value().equals(p.id())))
                        .toList());
        model.addAttribute(
                "history",
                agreements.history(agreement).stream()
                        .filter(entry -> mine.contains(entry.version()))
                        .toList());
        model.addAttribute(
                "words",
                new Words(texts, locale, shown.document().spec().period().zone()));
        model.addAttribute("sections", whole ? sections(shown, caller) : List.of());
        return "agreement/agreement";
    }

    /** The template that it was made from, which may have changed since; not one that is not hers to see. */
    private Optional<TemplateDocument> origin(Version shown, Caller caller) {
        return Optional.ofNullable(shown.document().metadata().template())
                .flatMap(templates::withHash)
                .filter(template -> templates.find(template.name(), caller).isPresent());
    }

    private List<SectionView> sections(Version shown, Caller caller) {
        return sections.stream()
                .map(s -> new SectionView(s.template(), s.fragment(), s.model(shown, caller)))
                .filter(view -> !view.model().isEmpty())
                .toList();
    }
}
