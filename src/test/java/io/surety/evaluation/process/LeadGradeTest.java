package io.surety.evaluation.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table {@code lead-grade}, each row and what lies just beside it. */
class LeadGradeTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision TABLE = table();

    @ParameterizedTest
    @CsvSource({
        "enterprise, c-level, A, 1.00",
        "enterprise, director, A, 1.00",
        "enterprise, manager, B, 0.60",
        "enterprise, specialist, D, 0.15",
        "enterprise, intern, E, 0.05",
        "midmarket, c-level, B, 0.60",
        "midmarket, director, B, 0.60",
        "midmarket, manager, C, 0.30",
        "midmarket, specialist, D, 0.15",
        "midmarket, intern, E, 0.05",
        "small-business, c-level, C, 0.30",
        "small-business, manager, D, 0.15",
        "small-business, intern, E, 0.05",
        "unheard-of, c-level, D, 0.15",
        "unheard-of, intern, E, 0.05"
    })
    void weighsALeadBySegmentAndSeniority(String segment, String seniority, String grade, String weight) {
        var result = ENGINE.evaluateDecisionTable(TABLE, GradeLeadByTable.variables(segment, seniority));
        var graded = GradeLeadByTable.grade(result.getSingleResult().getEntryMap());
        assertThat(graded.grade()).isEqualTo(grade);
        assertThat(graded.weight()).isEqualTo(new BigDecimal(weight));
    }

    private static DmnDecision table() {
        try (InputStream table = Files.newInputStream(Path.of("processes/evaluation/lead-grade.dmn"))) {
            return ENGINE.parseDecision("lead-grade", table);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
