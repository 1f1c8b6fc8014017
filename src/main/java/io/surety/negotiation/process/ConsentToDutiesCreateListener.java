package io.surety.negotiation.process;

import io.surety.agreement.VersionRef;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.util.Date;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_consentToDuties}: a third party sees its own duties and terms, and no price of the two sides. */
@Component
class ConsentToDutiesCreateListener implements TaskListener {

    private final WatchNegotiation watch;
    private final TaskAssigner assigner;

    ConsentToDutiesCreateListener(WatchNegotiation watch, TaskAssigner assigner) {
        this.watch = watch;
        this.assigner = assigner;
    }

    @Override
    public void notify(DelegateTask task) {
        VersionRef ref = VersionRef.parse(task.getExecution().getProcessBusinessKey());
        String thirdParty = String.valueOf(task.getExecution().getVariable("consentingParty"));
        WatchNegotiation.Duties duties = watch.duties(ref, thirdParty);
        task.setVariableLocal("thirdParty", thirdParty);
        task.setVariableLocal("versionText", ref.agreement() + ", version " + ref.number());
        task.setVariableLocal("documentLink", "/agreements/" + ref.agreement());
        task.setVariableLocal("duties", Json.variable(FormText.plain(String.join("; ", duties.duties()))));
        task.setVariableLocal("terms", Json.variable(String.join(", ", duties.terms())));
        task.setVariableLocal("head", duties.head().hash().hex());
        watch.find(ref).flatMap(Negotiation::runsOutAt).ifPresent(end -> task.setDueDate(Date.from(end)));
        assigner.assign(
                task, new TaskNeed(Role.THIRD_PARTY_CONTACT, new OrganisationId(thirdParty), null, null, Set.of()));
    }
}
