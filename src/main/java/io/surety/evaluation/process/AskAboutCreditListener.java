package io.surety.evaluation.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** {@code create} of {@code userTask_decideCredit}: hands the task to whoever may decide about the amount. */
@Component
class AskAboutCreditListener implements TaskListener {

    /** The steps of the working, in their order, in words. */
    private static final Map<String, String> STEPS = new LinkedHashMap<>();

    static {
        STEPS.put("base", "Charges for the period");
        STEPS.put("percent", "Share by the tier");
        STEPS.put("exact", "Share of the charges");
        STEPS.put("stacked", "After stacking");
        STEPS.put("afterMonthCap", "After the cap of the month");
        STEPS.put("afterYearCap", "After the cap of the year");
        STEPS.put("owed", "Owed");
    }

    private final Credits credits;
    private final Agreements agreements;
    private final TaskAssigner assigner;
    private final ObjectMapper json;

    AskAboutCreditListener(Credits credits, Agreements agreements, TaskAssigner assigner, ObjectMapper json) {
        this.credits = credits;
        this.agreements = agreements;
        this.assigner = assigner;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        Credit credit = credits.get(UUID.fromString(task.getExecution().getProcessBusinessKey()));
        Version version = agreements.get(credit.version());
        assigner.assign(
                task,
                new TaskNeed(
                        Role.FINANCE_APPROVER, debtor(credit, version), credit.amount(), credit.currency(), Set.of()));
        String agreement = version.document().metadata().title();
        task.setName(FormText.taskName(task.getName(), agreement));
        task.setVariableLocal("agreementTitle", FormText.plain(agreement));
        task.setVariableLocal("agreementLink", "/agreements/" + credit.version().agreement());
        task.setVariableLocal("term", credit.term());
        task.setVariableLocal(
                "period", credit.period().from() + " to " + credit.period().to());
        task.setVariableLocal(
                "amount", credit.currency() + " " + credit.amount().toPlainString());
        task.setVariableLocal("notes", credits.notes(credit.id()).size());
        task.setVariableLocal("steps", SpinValues.jsonValue(steps(credit)).create());
    }

    private static OrganisationId debtor(Credit credit, Version version) {
        Spec spec = version.document().spec();
        return new OrganisationId(
                spec.obligated(spec.term(credit.term()).orElseThrow()).id());
    }

    private String steps(Credit credit) {
        ArrayNode rows = json.createArrayNode();
        try {
            JsonNode working = json.readTree(credit.working());
            STEPS.forEach((key, words) -> {
                if (working.hasNonNull(key)) {
                    rows.addObject()
                            .put("step", words)
                            .put("value", working.get(key).asText());
                }
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored working is readable", e);
        }
        return rows.toString();
    }
}
