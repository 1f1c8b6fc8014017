package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code breach-severity.dmn}: each rule, and both sides of each limit. */
class BreachSeverityTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

    @ParameterizedTest
    @CsvSource({
        "true,  240,  false, 1,  critical",
        "true,  241,  false, 1,  major",
        "false, 240,  false, 1,  major",
        "false, 5000, false, 9,  minor",
        "false, 5000, false, 10, critical",
        "false, 1440, false, 1,  major",
        "false, 1441, false, 1,  minor",
        "true,  1441, false, 1,  minor",
        "false, 1441, true,  1,  major",
        "true,  1,    true,  0,  critical"
    })
    void weighsABreach(boolean customer, long minutes, boolean credit, int late, String severity) throws IOException {
        try (InputStream table = Files.newInputStream(Path.of("processes/escalation/breach-severity.dmn"))) {
            String answer = ENGINE.evaluateDecisionTable(
                            ENGINE.parseDecision("breach-severity", table),
                            Map.of(
                                    "customerFacing", customer,
                                    "targetMinutes", minutes,
                                    "creditAtStake", credit,
                                    "lateSubjects", late))
                    .getSingleResult()
                    .getSingleEntry();
            assertThat(answer).isEqualTo(severity);
        }
    }
}
