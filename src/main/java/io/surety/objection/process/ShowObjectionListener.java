package io.surety.objection.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.Clocks;
import io.surety.objection.Objection;
import io.surety.objection.Objections;
import io.surety.objection.WhoHasTheWord;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** {@code create} of each task of {@code objection}: hands it to whoever has the word, and shows what was said. */
@Component
class ShowObjectionListener implements TaskListener {

    private final Objections objections;
    private final WhoHasTheWord word;
    private final Agreements agreements;
    private final Clocks clocks;
    private final Parties parties;
    private final TaskAssigner assigner;
    private final ObjectMapper json;

    ShowObjectionListener(
            Objections objections,
            WhoHasTheWord word,
            Agreements agreements,
            Clocks clocks,
            Parties parties,
            TaskAssigner assigner,
            ObjectMapper json) {
        this.objections = objections;
        this.word = word;
        this.agreements = agreements;
        this.clocks = clocks;
        this.parties = parties;
        this.assigner = assigner;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        Objection objection = objections.get(ObjectionTask.objection(task));
        assigner.assign(task, need(task, objection));
        Version version = agreements.get(objection.version());
        String title = version.document().metadata().title();
        ZoneId zone = version.document().spec().period().zone();
        task.setName(FormText.taskName(task.getName(), objection.term() + ", " + title));
        task.setVariableLocal("agreementTitle", FormText.plain(title));
        task.setVariableLocal(
                "agreementLink", "/agreements/" + objection.version().agreement());
        task.setVariableLocal("about", objection.about().name().toLowerCase(Locale.ROOT));
        task.setVariableLocal("subject", FormText.plain(subject(objection)));
        task.setVariableLocal("term", objection.term());
        task.setVariableLocal(
                "from", objection.period().from().atZone(zone).toLocalDate().toString());
        task.setVariableLocal(
                "to",
                objection
                        .period()
                        .to()
                        .minusMillis(1)
                        .atZone(zone)
                        .toLocalDate()
                        .toString());
        task.setVariableLocal("objector", objection.objector().value());
        task.setVariableLocal("reason", FormText.plain(objection.reason()));
        task.setVariableLocal(
                "objectionEvidence",
                objection.evidence().isBlank() ? "None was given." : FormText.plain(objection.evidence()));
        task.setVariableLocal(
                "said", SpinValues.jsonValue(said(objection, zone)).create());
    }

    /** In words that mean something to people: of a verdict the term and the period say all. */
    private String subject(Objection objection) {
        return switch (objection.about()) {
            case VERDICT -> "";
            case CAUSE -> objection.subject();
            case BREACH, PAUSE ->
                clocks.find(new ClockId(UUID.fromString(objection.subject().split("@", 2)[0])))
                        .map(clock -> clock.item().key())
                        .orElse(objection.subject());
        };
    }

    private TaskNeed need(DelegateTask task, Objection objection) {
        return switch (task.getTaskDefinitionKey()) {
            case "userTask_answerObjection" -> word.answers(objection);
            case "userTask_considerAnswer" -> word.considers(objection);
            case "userTask_decideOneLevelUp" -> word.rules(objection);
            case "userTask_makeCorrection" -> word.corrects(objection);
            default -> throw new IllegalStateException("no task of an objection: " + task.getTaskDefinitionKey());
        };
    }

    private String said(Objection objection, ZoneId zone) {
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
        ArrayNode rows = json.createArrayNode();
        objections.acts(objection.id()).forEach(act -> rows.addObject()
                .put("at", format.format(act.at()))
                .put("who", act.person().map(this::name).orElse("nobody") + " " + words(act.kind()))
                .put("comment", act.comment())
                .put("evidence", act.evidence()));
        return rows.toString();
    }

    private String name(PersonId person) {
        return parties.person(person).map(Person::name).orElse(person.value());
    }

    private static String words(Objection.Act.Kind kind) {
        return switch (kind) {
            case CONTESTED -> "contests the objection";
            case CONCEDED -> "concedes it";
            case ACCEPTED -> "accepts the answer";
            case INSISTED -> "goes one level up";
            case UPHELD -> "decides that it stands";
            case OVERRULED -> "decides that it has to be corrected";
            case CORRECTED -> "has corrected it";
            case UNANSWERED -> "answered in time";
            case UNDECIDED -> "said more in time";
        };
    }
}
