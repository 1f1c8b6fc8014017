package io.surety.approval.process;

import io.surety.agreement.VersionRef;
import io.surety.approval.ApprovalChain;
import io.surety.approval.Side;
import io.surety.workflow.ProcessBean;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What the model {@code sla-approval} asks about the open round. */
@Component
@ProcessBean
public class ApprovalSteps {

    static final String SIDE = "side";
    static final String ORDER = "order";
    static final String STEP = "step";
    static final String SEAT = "seat";

    private final ApprovalChain chain;

    ApprovalSteps(ApprovalChain chain) {
        this.chain = chain;
    }

    public List<String> sides() {
        return Stream.of(Side.values()).map(Side::name).toList();
    }

    public List<Integer> orders(DelegateExecution execution) {
        return chain.orders(version(execution), side(execution));
    }

    public List<Long> steps(DelegateExecution execution) {
        return chain.steps(version(execution), side(execution), (Integer) execution.getVariable(ORDER));
    }

    public boolean isFilled(DelegateExecution execution) {
        return chain.isFilled(step(execution));
    }

    public List<Long> seats(DelegateExecution execution) {
        return chain.seats(step(execution));
    }

    public boolean isDecided(DelegateExecution execution) {
        return chain.isDecided(step(execution));
    }

    public boolean isApproved(DelegateExecution execution) {
        return chain.isApproved(step(execution));
    }

    /** When the seat of this task is due. */
    public Date dueOf(DelegateExecution execution) {
        return Date.from(chain.dueAt((Long) execution.getVariable(SEAT)));
    }

    public boolean isDueAhead(DelegateExecution execution) {
        return chain.nextDue(step(execution)).isPresent();
    }

    /** When the next seat of the step is due; without one, when the whole approval lapses. */
    public Date nextDue(DelegateExecution execution) {
        return Date.from(chain.nextDue(step(execution)).orElseGet(() -> chain.lapsesAt(version(execution))));
    }

    public Date lapsesAt(DelegateExecution execution) {
        return Date.from(chain.lapsesAt(version(execution)));
    }

    static long step(DelegateExecution execution) {
        return (Long) execution.getVariable(STEP);
    }

    private static VersionRef version(DelegateExecution execution) {
        return VersionRef.parse(execution.getProcessBusinessKey());
    }

    private static Side side(DelegateExecution execution) {
        return Side.valueOf((String) execution.getVariable(SIDE));
    }
}
