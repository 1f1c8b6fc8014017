package io.surety.approval.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.approval.ApprovalChain;
import io.surety.approval.BriefApprover;
import io.surety.party.PersonId;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** Hands {@code userTask_approve} to those who were chosen for its seat, and writes what they decide about. */
@Component
class SeatTaskListener implements TaskListener {

    static final String BRIEFING = "briefing";

    private final ApprovalChain chain;
    private final BriefApprover briefApprover;
    private final ObjectMapper json;

    SeatTaskListener(ApprovalChain chain, BriefApprover briefApprover, ObjectMapper json) {
        this.chain = chain;
        this.briefApprover = briefApprover;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        long seat = (Long) task.getVariable(ApprovalSteps.SEAT);
        List<PersonId> people = chain.people(seat);
        if (people.size() == 1) {
            task.setAssignee(people.get(0).value());
        } else {
            people.forEach(person -> task.addCandidateUser(person.value()));
        }
        var briefing = briefApprover.brief(seat, task.getId());
        task.setName("Approve " + briefing.version() + " as " + briefing.role());
        task.setVariableLocal(BRIEFING, SpinValues.jsonValue(write(briefing)).create());
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
