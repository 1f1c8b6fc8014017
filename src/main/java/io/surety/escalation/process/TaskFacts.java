package io.surety.escalation.process;

import io.surety.escalation.EscalationDetails;
import io.surety.escalation.Subject;
import io.surety.workflow.FormText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.Spin;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** What a form of {@code breach-escalation} shows, as variables of that task alone. */
@Component
class TaskFacts {

    void write(DelegateTask task, EscalationDetails details) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern("EEE d MMMM yyyy HH:mm:ss VV", Locale.ENGLISH)
                .withZone(ZoneId.of(details.zone()));
        task.setVariableLocal("agreement", details.escalation().version().agreement());
        task.setName(FormText.taskName(task.getName(), details.escalation().term() + ", " + details.title()));
        json(task, "facts", facts(details, format));
        json(
                task,
                "items",
                details.subjects().stream().map(s -> item(s, format)).toList());
        json(task, "told", details.told().stream().map(t -> told(t, format)).toList());
    }

    private static List<Map<String, String>> facts(EscalationDetails details, DateTimeFormatter format) {
        List<Map<String, String>> facts = new ArrayList<>();
        facts.add(fact("Agreement", details.title()));
        facts.add(fact("Version", details.escalation().version().toString()));
        facts.add(fact("Term", details.escalation().term()));
        facts.add(fact("Severity", details.escalation().severity().word()));
        facts.add(fact("Open since", format.format(details.escalation().openedAt())));
        facts.add(fact("Items", String.valueOf(details.subjectCount())));
        if (details.escalation().round() > 1) {
            facts.add(fact("Round", details.escalation().round() + ", because something graver joined"));
        }
        details.escalation()
                .acknowledgement()
                .ifPresent(a -> facts.add(fact("Acknowledged until", format.format(a.until()))));
        return facts;
    }

    private static Map<String, String> fact(String what, String value) {
        return Map.of("what", what, "value", value);
    }

    private static Map<String, String> item(Subject subject, DateTimeFormatter format) {
        return Map.of(
                "item", subject.item(),
                "target", subject.target(),
                "state", state(subject),
                "since", format.format(subject.reachedAt()),
                "clock", subject.going().name().toLowerCase(Locale.ROOT));
    }

    private static String state(Subject subject) {
        return switch (subject.kind()) {
            case CLOCK ->
                subject.percent()
                        .map(p -> p + " of the target used")
                        .orElse(subject.breached() ? "past its target" : "not past its target after all");
            case BURN -> "error budget burns: " + subject.detail().orElse("");
            case VIOLATION -> "violated: " + subject.detail().orElse("");
        };
    }

    private static Map<String, String> told(EscalationDetails.Told told, DateTimeFormatter format) {
        return Map.of(
                "name",
                        told.insteadOf()
                                .map(other -> told.name() + " for " + other)
                                .orElse(told.name()),
                "tier", "tier " + told.tier() + (told.repetition() > 0 ? ", repeat " + told.repetition() : ""),
                "by", told.channel(),
                "at", format.format(told.at()));
    }

    private static void json(DelegateTask task, String name, Object value) {
        task.setVariableLocal(
                name, SpinValues.jsonValue(Spin.JSON(value).toString()).create());
    }
}
