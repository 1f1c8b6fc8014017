package io.surety.approval.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.surety.agreement.document.AgreementType;
import io.surety.approval.ApprovalFacts;
import io.surety.approval.MatrixRow;
import io.surety.approval.Side;
import io.surety.calendar.Span;
import io.surety.party.Role;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.Test;

/** The table {@code approval-matrix}, each limit on both sides. */
class ApprovalMatrixTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision MATRIX = matrix();

    @Test
    void asksOperationsAndTheCustomerAboutTheSmallestAgreement() {
        assertThat(roles(Side.PROVIDER, new Facts())).containsExactly("operations-approver");
        assertThat(roles(Side.CUSTOMER, new Facts())).containsExactly("customer-representative");
    }

    @Test
    void asksTheProvidersFinanceFromTenThousandAYear() {
        assertThat(roles(Side.PROVIDER, new Facts().worth("9999.99"))).doesNotContain("finance-approver");
        assertThat(roles(Side.PROVIDER, new Facts().worth("10000.00"))).contains("finance-approver");
    }

    @Test
    void asksTwoOfFinanceAboveAQuarterOfAMillion() {
        assertThat(of(Side.PROVIDER, "finance-approver", new Facts().worth("250000.00")))
                .extracting(MatrixRow::mode)
                .containsExactly("any");
        assertThat(of(Side.PROVIDER, "finance-approver", new Facts().worth("250000.01")))
                .extracting(MatrixRow::mode)
                .containsExactly("2-of-n");
    }

    @Test
    void asksForAuthorityOverTheYearlyValue() {
        assertThat(of(Side.PROVIDER, "finance-approver", new Facts().worth("12345.67")))
                .extracting(MatrixRow::limit, MatrixRow::order, MatrixRow::dueWithin)
                .containsExactly(tuple(new BigDecimal("12345.67"), 2, Span.parse("P2BD")));
    }

    @Test
    void asksTheCustomersFinanceAboveFiftyThousandAYear() {
        assertThat(roles(Side.CUSTOMER, new Facts().worth("50000.00"))).doesNotContain("finance-approver");
        assertThat(roles(Side.CUSTOMER, new Facts().worth("50000.01"))).contains("finance-approver");
    }

    @Test
    void asksLegalAboutOwnWordsAndAboutMoreThanThreeDeviations() {
        assertThat(roles(Side.PROVIDER, new Facts().withoutTemplate())).contains("legal-approver");
        assertThat(roles(Side.PROVIDER, new Facts().deviating(3))).doesNotContain("legal-approver");
        assertThat(roles(Side.PROVIDER, new Facts().deviating(4))).contains("legal-approver");
    }

    @Test
    void asksLegalForAuthorityOverMuchCredit() {
        assertThat(roles(Side.PROVIDER, new Facts().exposedTo("50000.00"))).doesNotContain("legal-approver");
        assertThat(of(Side.PROVIDER, "legal-approver", new Facts().exposedTo("50000.01")))
                .extracting(MatrixRow::mode, MatrixRow::limit)
                .containsExactly(tuple("any", new BigDecimal("50000.01")));
    }

    @Test
    void asksAllOfLegalAboutVeryMuchCredit() {
        assertThat(of(Side.PROVIDER, "legal-approver", new Facts().exposedTo("250000.00")))
                .extracting(MatrixRow::mode)
                .containsExactly("any");
        assertThat(of(Side.PROVIDER, "legal-approver", new Facts().exposedTo("250000.01")))
                .extracting(MatrixRow::mode)
                .containsExactly("any", "all");
    }

    @Test
    void asksLegalOfBothSidesBeyondThreeYears() {
        for (Side side : Side.values()) {
            assertThat(roles(side, new Facts().lasting(36))).doesNotContain("legal-approver");
            assertThat(roles(side, new Facts().lasting(37))).contains("legal-approver");
        }
    }

    @Test
    void asksTheThirdPartyManagerAboutANewThirdParty() {
        assertThat(roles(Side.PROVIDER, new Facts())).doesNotContain("third-party-manager");
        assertThat(roles(Side.PROVIDER, new Facts().withNewThirdParty())).contains("third-party-manager");
    }

    @Test
    void asksBothUnitsOfAnOperationalLevelAgreement() {
        Facts facts = new Facts().of(AgreementType.OLA).withoutTemplate();
        assertThat(roles(Side.PROVIDER, facts)).containsExactly("operations-approver");
        assertThat(roles(Side.CUSTOMER, facts)).containsExactly("service-level-manager");
    }

    @Test
    void asksTheThirdPartyAndItsManagerAboutAnUnderpinningContract() {
        Facts facts = new Facts().of(AgreementType.UC);
        assertThat(roles(Side.PROVIDER, facts)).containsExactly("third-party-contact");
        assertThat(roles(Side.CUSTOMER, facts.worth("9999.99"))).containsExactly("third-party-manager");
        assertThat(roles(Side.CUSTOMER, facts.worth("10000.00")))
                .containsExactly("third-party-manager", "finance-approver");
    }

    @Test
    void namesScopesAsPaths() {
        assertThat(of(Side.PROVIDER, "operations-approver", new Facts()))
                .extracting(MatrixRow::scope)
                .containsExactly(List.of("/spec/services", "/spec/sources", "/spec/terms"));
    }

    private static List<String> roles(Side side, Facts facts) {
        return rows(side, facts).stream()
                .map(row -> row.role().name())
                .distinct()
                .toList();
    }

    private static List<MatrixRow> of(Side side, String role, Facts facts) {
        return rows(side, facts).stream()
                .filter(row -> row.role().equals(new Role(role)))
                .toList();
    }

    private static List<MatrixRow> rows(Side side, Facts facts) {
        return ENGINE
                .evaluateDecisionTable(MATRIX, DecideByTable.variables(side, facts.facts()))
                .getResultList()
                .stream()
                .map(DecideByTable::row)
                .toList();
    }

    private static DmnDecision matrix() {
        try (InputStream table = Files.newInputStream(Path.of("processes/approval/approval-matrix.dmn"))) {
            return ENGINE.parseDecision("approval-matrix", table);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The smallest agreement there is, made from a template, and what makes it bigger. */
    private record Facts(
            AgreementType type,
            BigDecimal value,
            long months,
            boolean fromTemplate,
            int deviations,
            BigDecimal exposure,
            boolean newThirdParty) {

        Facts() {
            this(AgreementType.SLA, BigDecimal.ZERO, 12, true, 0, BigDecimal.ZERO, false);
        }

        Facts of(AgreementType other) {
            return new Facts(other, value, months, fromTemplate, deviations, exposure, newThirdParty);
        }

        Facts worth(String other) {
            return new Facts(type, new BigDecimal(other), months, fromTemplate, deviations, exposure, newThirdParty);
        }

        Facts lasting(long other) {
            return new Facts(type, value, other, fromTemplate, deviations, exposure, newThirdParty);
        }

        Facts withoutTemplate() {
            return new Facts(type, value, months, false, 0, exposure, newThirdParty);
        }

        Facts deviating(int other) {
            return new Facts(type, value, months, true, other, exposure, newThirdParty);
        }

        Facts exposedTo(String other) {
            return new Facts(type, value, months, fromTemplate, deviations, new BigDecimal(other), newThirdParty);
        }

        Facts withNewThirdParty() {
            return new Facts(type, value, months, fromTemplate, deviations, exposure, true);
        }

        ApprovalFacts facts() {
            return new ApprovalFacts(type, value, "EUR", months, fromTemplate, deviations, exposure, newThirdParty);
        }
    }
}
