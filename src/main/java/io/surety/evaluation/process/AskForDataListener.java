package io.surety.evaluation.process;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.consequence.DataRequest;
import io.surety.evaluation.consequence.DataRequests;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code create} of {@code userTask_deliverData}: hands it to whoever owes the data, and says what is missing. */
@Component
class AskForDataListener implements TaskListener {

    private final DataRequests requests;
    private final Agreements agreements;
    private final TaskAssigner assigner;

    AskForDataListener(DataRequests requests, Agreements agreements, TaskAssigner assigner) {
        this.requests = requests;
        this.agreements = agreements;
        this.assigner = assigner;
    }

    @Override
    public void notify(DelegateTask task) {
        DataRequest request = requests.get(RequestTask.request(task));
        Version version = agreements.get(request.version());
        ZoneId zone = version.document().spec().period().zone();
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
        assigner.assign(task, new TaskNeed(request.role(), request.organisation(), null, null, Set.of()));
        task.setName(FormText.taskName(task.getName(), request.source() + ", " + request.term()));
        task.setVariableLocal("source", request.source());
        task.setVariableLocal("term", request.term());
        task.setVariableLocal(
                "agreementTitle", FormText.plain(version.document().metadata().title()));
        task.setVariableLocal(
                "agreementLink", "/agreements/" + request.version().agreement());
        task.setVariableLocal("from", format.format(request.period().from()));
        task.setVariableLocal("to", format.format(request.period().to()));
        task.setVariableLocal("zone", zone.getId());
        task.setVariableLocal(
                "why",
                request.reason() == NotDetermined.NO_DATA
                        ? "nothing is known of it"
                        : "less is known than the agreement asks for");
        task.setVariableLocal(
                "known",
                request.knownUntil()
                        .map(until -> "The source has spoken until " + format.format(until) + ".")
                        .orElse("The source has never spoken."));
        task.setVariableLocal("finalAt", format.format(request.dueAt()));
    }
}
