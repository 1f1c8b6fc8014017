package io.surety.evaluation.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.consequence.ThirdPartyClaim;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.party.Role;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.workflow.FormText;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** {@code create} of {@code userTask_raiseClaim}: hands it to whoever deals with third parties, and shows the evidence. */
@Component
class AskToRaiseClaimListener implements TaskListener {

    private final ThirdPartyClaims claims;
    private final Agreements agreements;
    private final TaskAssigner assigner;
    private final ObjectMapper json;

    AskToRaiseClaimListener(ThirdPartyClaims claims, Agreements agreements, TaskAssigner assigner, ObjectMapper json) {
        this.claims = claims;
        this.agreements = agreements;
        this.assigner = assigner;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        ThirdPartyClaim claim = claims.get(RequestTask.request(task));
        Version version = agreements.get(claim.version());
        ZoneId zone = version.document().spec().period().zone();
        DateTimeFormatter format =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
        assigner.assign(task, new TaskNeed(Role.THIRD_PARTY_MANAGER, claim.claimant(), null, null, Set.of()));
        task.setName(FormText.taskName(task.getName(), claim.thirdParty() + ", " + claim.contract()));
        task.setVariableLocal("thirdParty", claim.thirdParty().value());
        task.setVariableLocal("contract", claim.contract());
        task.setVariableLocal("supports", FormText.plain(String.join(", ", claim.supports())));
        task.setVariableLocal("term", claim.term());
        task.setVariableLocal(
                "agreementTitle", FormText.plain(version.document().metadata().title()));
        task.setVariableLocal("agreementLink", "/agreements/" + claim.version().agreement());
        task.setVariableLocal("contractLink", "/agreements/" + claim.contract());
        task.setVariableLocal("from", format.format(claim.period().from()));
        task.setVariableLocal("to", format.format(claim.period().to()));
        task.setVariableLocal("zone", zone.getId());
        task.setVariableLocal("minutes", Duration.ofMillis(claim.millis()).toMinutes());
        task.setVariableLocal(
                "until",
                claim.claimUntil()
                        .map(until -> "The contract lets you claim until " + format.format(until) + ".")
                        .orElse("The contract names no time within which to claim."));
        task.setVariableLocal(
                "evidence", SpinValues.jsonValue(rows(claim, format)).create());
    }

    private String rows(ThirdPartyClaim claim, DateTimeFormatter format) {
        ArrayNode rows = json.createArrayNode();
        claim.evidence().forEach(stretch -> rows.addObject()
                .put("from", format.format(stretch.from()))
                .put("to", format.format(stretch.to()))
                .put("subject", stretch.subject())
                .put("evidence", stretch.evidence()));
        return rows.toString();
    }
}
