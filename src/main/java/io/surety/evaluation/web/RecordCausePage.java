package io.surety.evaluation.web;

import io.surety.agreement.Version;
import io.surety.agreement.document.Exclusion;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.ServiceClause;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.measurement.Content;
import io.surety.measurement.Outage;
import io.surety.measurement.RecordMaintenance;
import io.surety.measurement.RecordOutages;
import io.surety.measurement.RecordedCause;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where people record an outage, a maintenance window or the cause of an outage, in the words of an agreement: its services,
 * sources, causes and zone ({@code domain.md} 6.3). Whoever decides about the cause gets a task.
 */
@Controller
@RequestMapping("/agreements/{agreement}/causes")
class RecordCausePage {

    private static final Duration LATELY = Duration.ofDays(31);
    private static final int MOST_CHARACTERS = 4000;

    private final Sides sides;
    private final RecordOutages outages;
    private final RecordMaintenance maintenance;
    private final TimeSource time;

    RecordCausePage(Sides sides, RecordOutages outages, RecordMaintenance maintenance, TimeSource time) {
        this.sides = sides;
        this.outages = outages;
        this.maintenance = maintenance;
        this.time = time;
    }

    @GetMapping
    String show(@PathVariable String agreement, Caller caller, Model model) {
        Version version = sides.version(agreement, caller);
        Spec spec = version.document().spec();
        model.addAttribute("title", version.document().metadata().title());
        model.addAttribute("agreement", agreement);
        model.addAttribute("zone", spec.period().zone());
        model.addAttribute("services", services(spec));
        model.addAttribute("sources", sources(spec));
        model.addAttribute("causes", causes(spec));
        model.addAttribute(
                "parties", spec.parties().stream().map(PartyClause::id).toList());
        model.addAttribute("outages", lately(spec, caller));
        return "evaluation/causes";
    }

    @PostMapping("/outages")
    String outage(
            @PathVariable String agreement,
            @RequestParam String service,
            @RequestParam String source,
            @RequestParam String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam String cause,
            @RequestParam(defaultValue = "") String party,
            @RequestParam(defaultValue = "") String evidence,
            Caller caller) {
        Spec spec = sides.version(agreement, caller).document().spec();
        ZoneId zone = spec.period().zone();
        Instant start = instant("/from", from, zone);
        Instant end = to.isBlank() ? null : instant("/to", to, zone);
        check("/to", end == null || end.isAfter(start), "ends-before-start", "must be later than from");
        outages.record(
                caller,
                one("/source", source, sources(spec)),
                UUID.randomUUID().toString(),
                new Content.Outage(
                        one("/service", service, services(spec)),
                        start,
                        end,
                        one("/cause", cause, causes(spec)),
                        party.isBlank() ? null : party(spec, party),
                        text(evidence)));
        return back(agreement);
    }

    @PostMapping("/maintenance-windows")
    String window(
            @PathVariable String agreement,
            @RequestParam String service,
            @RequestParam String source,
            @RequestParam String from,
            @RequestParam String to,
            @RequestParam(defaultValue = "") String announcedAt,
            @RequestParam(defaultValue = "") String evidence,
            Caller caller) {
        Spec spec = sides.version(agreement, caller).document().spec();
        ZoneId zone = spec.period().zone();
        Instant start = instant("/from", from, zone);
        Instant end = instant("/to", to, zone);
        check("/to", end.isAfter(start), "ends-before-start", "must be later than from");
        maintenance.record(
                caller,
                one("/source", source, sources(spec)),
                UUID.randomUUID().toString(),
                new Content.Maintenance(
                        one("/service", service, services(spec)),
                        start,
                        end,
                        announcedAt.isBlank() ? time.now() : instant("/announcedAt", announcedAt, zone),
                        text(evidence)));
        return back(agreement);
    }

    /** @param outage its source and id, such as {@code tickets/o-17} */
    @PostMapping("/outages/cause")
    String cause(
            @PathVariable String agreement,
            @RequestParam String outage,
            @RequestParam int revision,
            @RequestParam String cause,
            @RequestParam(defaultValue = "") String party,
            @RequestParam String evidence,
            Caller caller) {
        Spec spec = sides.version(agreement, caller).document().spec();
        int slash = outage.indexOf('/');
        check("/outage", slash > 0, "value-not-allowed", "names an outage as source/id");
        outages.attribute(
                caller,
                one("/outage", outage.substring(0, slash), sources(spec)),
                outage.substring(slash + 1),
                revision,
                one("/cause", cause, causes(spec)),
                party.isBlank() ? null : party(spec, party),
                text(evidence));
        return back(agreement);
    }

    private List<Outage> lately(Spec spec, Caller caller) {
        Set<String> services = Set.copyOf(services(spec));
        Set<String> sources = Set.copyOf(sources(spec));
        Instant now = time.now();
        return outages.visibleTo(caller, new Interval(now.minus(LATELY), now.plusMillis(1))).stream()
                .filter(outage -> services.contains(outage.service()) && sources.contains(outage.source()))
                .toList();
    }

    private static List<String> services(Spec spec) {
        return spec.services().stream().map(ServiceClause::id).toList();
    }

    private static List<String> sources(Spec spec) {
        return spec.sources().stream().map(SourceClause::id).toList();
    }

    /** A fault, and whatever an exclusion names; maintenance has a form of its own. */
    private static List<String> causes(Spec spec) {
        return Stream.concat(Stream.of("fault"), spec.exclusions().stream().map(Exclusion::cause))
                .filter(cause -> !cause.equals(RecordedCause.MAINTENANCE))
                .distinct()
                .toList();
    }

    private static String party(Spec spec, String id) {
        return one("/party", id, spec.parties().stream().map(PartyClause::id).toList());
    }

    private static String one(String path, String value, List<String> allowed) {
        check(path, allowed.contains(value), "value-not-allowed", "must be one of " + new TreeSet<>(allowed));
        return value;
    }

    private static Instant instant(String path, String local, ZoneId zone) {
        try {
            return LocalDateTime.parse(local).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw invalid(path, "value-not-allowed", "must be a date and time such as 2026-03-02T09:00");
        }
    }

    private static String text(String evidence) {
        check(
                "/evidence",
                evidence.length() <= MOST_CHARACTERS,
                "too-long",
                "at most " + MOST_CHARACTERS + " characters");
        check("/evidence", evidence.indexOf(0) < 0, "character-not-allowed", "has a control character");
        return evidence.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    private static void check(String path, boolean holds, String code, String message) {
        if (!holds) {
            throw invalid(path, code, message);
        }
    }

    private static Refusal invalid(String path, String code, String message) {
        return Refusal.invalid(
                "record-invalid", "the record is not accepted", List.of(new Diagnostic(path, code, message)));
    }

    private static String back(String agreement) {
        return "redirect:/agreements/" + agreement + "/causes";
    }
}
