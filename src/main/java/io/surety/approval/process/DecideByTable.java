package io.surety.approval.process;

import io.surety.approval.ApprovalFacts;
import io.surety.approval.ApprovalMatrix;
import io.surety.approval.MatrixRow;
import io.surety.approval.Side;
import io.surety.calendar.Span;
import io.surety.party.Role;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Evaluates {@code approval-matrix}, the newest deployed: a round lays out its steps once and keeps them. */
@Component
class DecideByTable implements ApprovalMatrix {

    private final DecisionService decisions;

    DecideByTable(DecisionService decisions) {
        this.decisions = decisions;
    }

    @Override
    public List<MatrixRow> rows(Side side, ApprovalFacts facts) {
        return decisions
                .evaluateDecisionTableByKey("approval-matrix")
                .variables(variables(side, facts))
                .evaluate()
                .getResultList()
                .stream()
                .map(DecideByTable::row)
                .toList();
    }

    static VariableMap variables(Side side, ApprovalFacts facts) {
        return Variables.createVariables()
                .putValue("side", side.name().toLowerCase(Locale.ROOT))
                .putValue("agreementType", facts.type().name())
                .putValue("yearlyValue", facts.yearlyValue())
                .putValue("termMonths", facts.termMonths())
                .putValue("fromTemplate", facts.fromTemplate())
                .putValue("deviations", facts.deviations())
                .putValue("creditExposure", facts.creditExposure())
                .putValue("newThirdParty", facts.newThirdParty());
    }

    static MatrixRow row(Map<String, Object> cells) {
        return new MatrixRow(
                new Role(text(cells, "role")),
                text(cells, "mode"),
                new BigDecimal(text(cells, "order")).intValueExact(),
                amount(cells.get("limit")),
                List.of(text(cells, "scope").split(" ")),
                Span.parse(text(cells, "dueWithin")),
                text(cells, "why"));
    }

    private static String text(Map<String, Object> cells, String name) {
        return String.valueOf(cells.get(name));
    }

    private static @Nullable BigDecimal amount(@Nullable Object cell) {
        return cell == null ? null : new BigDecimal(cell.toString());
    }
}
