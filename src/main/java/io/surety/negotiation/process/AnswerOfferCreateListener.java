package io.surety.negotiation.process;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementDocument;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.Offer;
import io.surety.negotiation.Side;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.util.Date;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** {@code userTask_answerOffer}: the side that the head was made to is asked, until the offer expires. */
@Component
class AnswerOfferCreateListener implements TaskListener {

    private final Agreements agreements;
    private final WatchNegotiation watch;
    private final TaskAssigner assigner;
    private final OfferText text;

    AnswerOfferCreateListener(Agreements agreements, WatchNegotiation watch, TaskAssigner assigner, OfferText text) {
        this.agreements = agreements;
        this.watch = watch;
        this.assigner = assigner;
        this.text = text;
    }

    @Override
    public void notify(DelegateTask task) {
        VersionRef ref = VersionRef.parse(task.getExecution().getProcessBusinessKey());
        Offer head = watch.find(ref).flatMap(Negotiation::openHead).orElseThrow();
        text.describe(task, ref, head);
        AgreementDocument document = agreements.get(ref).document();
        task.setName(FormText.taskName(task.getName(), document.metadata().title()));
        task.setDueDate(Date.from(head.expiresAt()));
        Side side = head.from().other();
        assigner.assign(
                task, new TaskNeed(side.role(), side.organisation(document.spec()), null, null, Set.of(head.madeBy())));
    }
}
