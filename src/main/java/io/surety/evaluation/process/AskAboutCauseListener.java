package io.surety.evaluation.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.consequence.CauseRequest;
import io.surety.evaluation.consequence.CauseRequests;
import io.surety.evaluation.consequence.TouchedTerm;
import io.surety.measurement.Kind;
import io.surety.measurement.RecordedCause;
import io.surety.measurement.RecordedCauses;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** {@code create} of {@code userTask_confirmCause}: hands it to whoever decides for the party, and says what was recorded. */
@Component
class AskAboutCauseListener implements TaskListener {

    private final CauseRequests requests;
    private final RecordedCauses causes;
    private final Agreements agreements;
    private final TaskAssigner assigner;
    private final ObjectMapper json;

    AskAboutCauseListener(
            CauseRequests requests,
            RecordedCauses causes,
            Agreements agreements,
            TaskAssigner assigner,
            ObjectMapper json) {
        this.requests = requests;
        this.causes = causes;
        this.agreements = agreements;
        this.assigner = assigner;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        CauseRequest request = requests.get(RequestTask.request(task));
        RecordedCause cause = causes.find(request.source(), request.record()).orElseThrow();
        assigner.assign(task, new TaskNeed(request.role(), request.organisation(), null, null, Set.of()));
        task.setName(FormText.taskName(task.getName(), cause.cause() + ", " + cause.service()));
        show(task, request, cause);
        task.setVariableLocal("touches", SpinValues.jsonValue(rows(request)).create());
    }

    private void show(DelegateTask task, CauseRequest request, RecordedCause cause) {
        TouchedTerm first = request.touches().get(0);
        ZoneId zone = agreements
                .get(new VersionRef(first.agreement(), first.version()))
                .document()
                .spec()
                .period()
                .zone();
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
        task.setVariableLocal("what", cause.kind() == Kind.MAINTENANCE ? "Maintenance" : "Outage");
        task.setVariableLocal("service", FormText.plain(cause.service()));
        task.setVariableLocal("cause", FormText.plain(cause.cause()));
        task.setVariableLocal("party", FormText.plain(Objects.requireNonNullElse(cause.party(), "")));
        task.setVariableLocal("from", format.format(cause.span().from()));
        task.setVariableLocal(
                "to",
                cause.lasts()
                        ? "not known yet, it lasts"
                        : format.format(cause.span().to()));
        task.setVariableLocal("zone", zone.getId());
        task.setVariableLocal(
                "announcedAt", cause.announcedAt().map(format::format).orElse(""));
        task.setVariableLocal("record", FormText.plain(cause.source() + "/" + cause.id()));
        task.setVariableLocal("revision", cause.revision());
        task.setVariableLocal(
                "evidence", cause.evidence().isBlank() ? "None was given." : FormText.plain(cause.evidence()));
        task.setVariableLocal("agreementLink", "/agreements/" + first.agreement());
    }

    private String rows(CauseRequest request) {
        ArrayNode rows = json.createArrayNode();
        request.touches().forEach(touched -> rows.addObject()
                .put("agreement", touched.title() + " (" + touched.agreement() + "@" + touched.version() + ")")
                .put("term", touched.term())
                .put("exclusion", touched.exclusion())
                .put(
                        "effect",
                        touched.effect().equals("exclude") ? "leaves the agreed service time" : "is not downtime"));
        return rows.toString();
    }
}
