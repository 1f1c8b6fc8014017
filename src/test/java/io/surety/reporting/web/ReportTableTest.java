package io.surety.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that a spreadsheet takes for texts. */
class ReportTableTest {

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx"})
    void whatBeginsLikeAFormulaBecomesAText(String text) {
        assertThat(ReportTable.cell(text)).isEqualTo("'" + text);
    }

    @Test
    void whatNeedsQuotesHasThem() {
        assertThat(ReportTable.cell("=a,\"b\"")).isEqualTo("\"'=a,\"\"b\"\"\"");
        assertThat(ReportTable.cell("a\nb")).isEqualTo("\"a\nb\"");
        assertThat(ReportTable.cell("a=b")).isEqualTo("a=b");
        assertThat(ReportTable.cell("")).isEmpty();
    }
}
