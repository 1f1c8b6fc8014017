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
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
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

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

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
                "period", days(credit, version.document().spec().period().zone()));
        task.setVariableLocal(
                "amount", credit.currency() + " " + money(credit.amount().toPlainString(), credit.currency()));
        task.setVariableLocal("notes", credits.notes(credit.id()).size());
        task.setVariableLocal("steps", SpinValues.jsonValue(steps(credit)).create());
    }

    /** From the first to the last local date. */
    private static String days(Credit credit, ZoneId zone) {
        LocalDate first = LocalDate.ofInstant(credit.period().from(), zone);
        LocalDate last = LocalDate.ofInstant(credit.period().to().minusMillis(1), zone);
        return DAY.format(first) + " to " + DAY.format(last);
    }

    /** An amount with the digits of its currency, and more only where it has more; other texts as they are. */
    private static String money(String text, String currency) {
        if (!text.matches("-?[0-9.]+(E[+-]?[0-9]+)?")) {
            return text;
        }
        BigDecimal amount = new BigDecimal(text).stripTrailingZeros();
        int digits = Math.max(Currency.getInstance(currency).getDefaultFractionDigits(), amount.scale());
        return amount.setScale(digits).toPlainString();
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
                            .put("value", money(working.get(key).asText(), credit.currency()));
                }
            });
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored working is readable", e);
        }
        return rows.toString();
    }
}
