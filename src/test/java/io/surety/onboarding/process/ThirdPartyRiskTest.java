package io.surety.onboarding.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.onboarding.ThirdPartyRisk.Assessment;
import io.surety.onboarding.ThirdPartyRisk.Facts;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code third-party-risk}, each limit on both sides. */
class ThirdPartyRiskTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision TABLE = table();

    @ParameterizedTest
    @CsvSource({
        "1, true, false, 0.00, low, SECURITY, third-party-manager",
        "1, true, false, 10000.00, low, SECURITY, third-party-manager",
        "1, true, false, 10000.01, medium, SECURITY FINANCE, third-party-manager",
        "1, true, false, 50000.00, medium, SECURITY FINANCE, third-party-manager",
        "1, true, false, 50000.01, high, SECURITY FINANCE LEGAL, legal-approver",
        "1, false, false, 0.00, high, SECURITY FINANCE LEGAL, third-party-manager",
        "1, true, true, 0.00, medium, SECURITY LEGAL, third-party-manager",
        "3, true, false, 0.00, low, SECURITY, third-party-manager",
        "4, true, false, 0.00, medium, SECURITY LEGAL, third-party-manager"
    })
    void asksForEvidenceByRisk(
            int duties,
            boolean contract,
            boolean delivers,
            String exposure,
            String risk,
            String evidence,
            String role) {
        Assessment assessment = AssessByTable.assessment(ENGINE.evaluateDecisionTable(
                        TABLE, AssessByTable.variables(new Facts(duties, contract, delivers, new BigDecimal(exposure))))
                .getSingleResult()
                .getEntryMap());
        assertThat(assessment.risk()).isEqualTo(risk);
        assertThat(assessment.needed().stream().map(Enum::name).collect(Collectors.joining(" ")))
                .isEqualTo(evidence);
        assertThat(assessment.decidedBy().name()).isEqualTo(role);
    }

    private static DmnDecision table() {
        try (InputStream table = Files.newInputStream(Path.of("processes/onboarding/third-party-risk.dmn"))) {
            return ENGINE.parseDecision("third-party-risk", table);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
