package io.surety.onboarding.process;

import io.surety.onboarding.DueDiligence;
import io.surety.party.process.TaskCompletion;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Takes the answer of {@code userTask_answerInvitation}. */
@Component
class AnswerInvitationListener implements TaskListener {

    private final DueDiligence dueDiligence;
    private final TaskCompletion completion;

    AnswerInvitationListener(DueDiligence dueDiligence, TaskCompletion completion) {
        this.dueDiligence = dueDiligence;
        this.completion = completion;
    }

    @Override
    public void notify(DelegateTask task) {
        OnboardingTask.check(task, Set.of("answer", "reason"));
        completion.person(task);
        dueDiligence.answer(
                OnboardingTask.key(task), OnboardingTask.text(task, "answer"), OnboardingTask.text(task, "reason"));
    }
}
