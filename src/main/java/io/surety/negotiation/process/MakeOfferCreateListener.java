package io.surety.negotiation.process;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.negotiation.Side;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_makeOffer}: the provider's service level manager is asked; over REST the customer may come first. */
@Component
class MakeOfferCreateListener implements TaskListener {

    private final Agreements agreements;
    private final TaskAssigner assigner;
    private final OfferText text;

    MakeOfferCreateListener(Agreements agreements, TaskAssigner assigner, OfferText text) {
        this.agreements = agreements;
        this.assigner = assigner;
        this.text = text;
    }

    @Override
    public void notify(DelegateTask task) {
        VersionRef ref = VersionRef.parse(task.getExecution().getProcessBusinessKey());
        Version version = agreements.get(ref);
        text.describe(task, ref);
        task.setName(
                FormText.taskName(task.getName(), version.document().metadata().title()));
        Side side = Side.PROVIDER;
        assigner.assign(
                task,
                new TaskNeed(side.role(), side.organisation(version.document().spec()), null, null, Set.of()));
    }
}
