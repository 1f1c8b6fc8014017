package io.surety.lifecycle.process;

import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Spec;
import io.surety.lifecycle.VersionLife;
import io.surety.negotiation.Side;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_startApproval}: the provider's service level manager starts it when both sides are ready. */
@Component
class StartApprovalCreateListener implements TaskListener {

    private final VersionLife life;
    private final TaskAssigner assigner;

    StartApprovalCreateListener(VersionLife life, TaskAssigner assigner) {
        this.life = life;
        this.assigner = assigner;
    }

    @Override
    public void notify(DelegateTask task) {
        VersionRef ref = VersionRef.parse(task.getExecution().getProcessBusinessKey());
        Version version = life.get(ref);
        Spec spec = version.document().spec();
        task.setVariableLocal(
                "title", FormText.plain(version.document().metadata().title()));
        task.setVariableLocal("versionText", ref.agreement() + ", version " + ref.number());
        task.setVariableLocal("documentLink", "/agreements/" + ref.agreement());
        Side side = Side.PROVIDER;
        assigner.assign(task, new TaskNeed(side.role(), side.organisation(spec), null, null, Set.of()));
    }
}
