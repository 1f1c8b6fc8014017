package io.surety.objection.process;

import io.surety.objection.ObjectionTimes;
import io.surety.objection.Objections;
import io.surety.shared.TimeSource;
import io.surety.workflow.ProcessBean;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Until when {@code objection} waits for a word; public, because the expression language calls only public types. */
@Component
@ProcessBean
public class ObjectionWaits {

    private final Objections objections;
    private final ObjectionTimes times;
    private final TimeSource time;

    ObjectionWaits(Objections objections, ObjectionTimes times, TimeSource time) {
        this.objections = objections;
        this.times = times;
        this.time = time;
    }

    /** Counted from the present, in which the step begins. */
    public Date due(DelegateExecution execution) {
        return Date.from(times.wordUntil(objections.get(ObjectionTask.objection(execution)), time.now()));
    }
}
