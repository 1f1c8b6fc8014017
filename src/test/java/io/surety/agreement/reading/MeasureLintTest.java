package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.document.Measure.Limit;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.shared.Diagnostic;
import io.surety.shared.Ratio;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms that count ({@code domain.md} 2.2, 4). */
class MeasureLintTest {

    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: counting, title: Counting}
            spec:
              type: SLA
              scope: service
              parties: [{id: marketing, role: provider}, {id: sales, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P30D, renewal: none}
              services: [{id: leads, description: leads}]
              calendars: [{id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "09:00", to: "18:00"}]}]
              sources:
                - {id: crm, kind: work-items, complete: watermark}
                - {id: hits, kind: counters, step: PT1M, complete: watermark}
                - {id: gauges, kind: samples, step: PT1M, complete: watermark}
              terms: [{id: counted, service: leads, obligated: provider, TERM}]
              reporting: {finalAfter: P5BD}
            """;
    private static final String VOLUME =
            """
            measure: {kind: volume, of: lead, source: crm, start: {event: delivered}, subsets: [
              {id: enterprise, when: {segment: [enterprise]}, committed: 40, value: "500.00"},
              {id: rest, committed: 120, value: "120.00"}], refuse: {reasons: [duplicate], within: P3BD}},
            target: {each: "90%", weighted: "100%", calendar: office, per: month}
            """;
    private static final String RATIO =
            "measure: {kind: ratio, source: hits, method: timeslices, slice: PT5M, sliceTarget: \"99%\"},"
                    + " target: {share: \"95%\", calendar: office, per: month}";
    private static final String THRESHOLD =
            "measure: {kind: threshold, source: gauges, limit: {atMost: \"300\", unit: ms}, method: occurrences},"
                    + " target: {atLeast: \"95%\", calendar: office, per: month}";

    private final DocumentReader reader = Readers.reader();

    @ParameterizedTest
    @ValueSource(strings = {VOLUME, RATIO, THRESHOLD})
    void acceptsWhatIsWhole(String term) {
        assertThat(read(term).hasVerdicts()).isTrue();
    }

    @Test
    void aVolumeHasAGoalForEachSubsetAndOneForTheirValue() {
        Term term = read(VOLUME);

        assertThat(term.goal(Optional.of("enterprise"))).contains(Ratio.of(9, 10));
        assertThat(term.goal(Optional.of(VolumeMeasure.WEIGHTED))).contains(Ratio.ONE);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource
    void refuses(String code, String path, String term, String part, String other) {
        assertThat(term).contains(part);
        String text = DOCUMENT.replace("TERM", term.replace(part, other).strip());
        assertThat(Readers.diagnostics(() -> reader.read(text.getBytes(StandardCharsets.UTF_8))))
                .extracting(Diagnostic::code, d -> d.path().replaceFirst("^/spec/terms/0", ""))
                .contains(org.assertj.core.api.Assertions.tuple(code, path));
    }

    static Stream<Arguments> refuses() {
        return Stream.of(
                Arguments.of("exactly-one", "/target", RATIO, "share: \"95%\"", "share: \"95%\", atLeast: \"95%\""),
                Arguments.of("exactly-one", "/target", RATIO, "share: \"95%\", ", ""),
                Arguments.of(
                        "not-for-this-measure", "/target", RATIO, "share: \"95%\"", "share: \"95%\", each: \"1%\""),
                Arguments.of(
                        "missing", "/target", RATIO, ", target: {share: \"95%\", calendar: office, per: month}", ""),
                Arguments.of("missing", "/measure/slice", RATIO, "slice: PT5M, ", ""),
                Arguments.of("missing", "/measure/sliceTarget", RATIO, ", sliceTarget: \"99%\"", ""),
                Arguments.of("not-for-this-measure", "/measure/slice", RATIO, "timeslices", "occurrences"),
                Arguments.of("not-for-this-measure", "/measure/sliceTarget", RATIO, "timeslices", "ratio-timeslices"),
                Arguments.of("not-whole-minutes", "/measure/slice", RATIO, "PT5M", "PT90S"),
                Arguments.of("wrong-length", "/measure/slice", RATIO, "PT5M", "PT0M"),
                Arguments.of("source-kind", "/measure/source", RATIO, "source: hits", "source: crm"),
                Arguments.of("source-kind", "/measure/source", THRESHOLD, "source: gauges", "source: hits"),
                Arguments.of("not-for-this-measure", "/measure/good", RATIO, "method:", "good: {query: up}, method:"),
                Arguments.of("unknown-reference", "/target/calendar", THRESHOLD, "calendar: office", "calendar: none"),
                Arguments.of("missing", "/target", VOLUME, "each: \"90%\", weighted: \"100%\", ", ""),
                Arguments.of("subset-without-value", "/measure/subsets", VOLUME, ", value: \"120.00\"", ""),
                Arguments.of("reserved-id", "/measure/subsets/1/id", VOLUME, "id: rest", "id: weighted"),
                Arguments.of("duplicate-id", "/measure/subsets/1/id", VOLUME, "id: rest", "id: enterprise"),
                Arguments.of("target-never-wins", "/measure/subsets/1", VOLUME, "when: {segment: [enterprise]}, ", ""),
                Arguments.of("not-for-this-measure", "/minimumEvents", VOLUME, "target:", "minimumEvents: 5, target:"),
                Arguments.of(
                        "not-for-this-measure",
                        "/conformance",
                        VOLUME,
                        "target:",
                        "conformance: {atLeast: \"90%\", per: month}, target:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from", "to"})
    void aWindowBeginsAndEndsOnAWholeMinute(String edge) {
        String text = DOCUMENT.replace("TERM", RATIO.strip())
                .replaceFirst(edge + ": \"(\\d\\d:\\d\\d)\"", edge + ": \"$1:30\"");
        assertThat(Readers.diagnostics(() -> reader.read(text.getBytes(StandardCharsets.UTF_8))))
                .extracting(Diagnostic::path)
                .containsOnly("/spec/calendars/0/windows/0/" + edge);
    }

    /** {@code domain.md} 4: from a Prometheus histogram a bucket bound must equal the limit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    300  | ms | sum(increase(http_request_duration_seconds_bucket{job="checkout",le="0.3"}[$step])) | true
                    0.3  | s  | sum(increase(http_request_duration_seconds_bucket{le='0.30'}[$step]))               | true
                    250  | ms | sum(increase(http_request_duration_seconds_bucket{le="0.3"}[$step]))                | false
                    300  | ms | sum(increase(http_request_duration_seconds_bucket{le=~"0.[13]"}[$step]))           | false
                    300  | ms | sum(increase(http_request_duration_seconds_bucket[$step]))                          | false
                    10   | jobs | sum(increase(queue_length_bucket{le="10"}[$step]))                                | true
                    300  | jobs | sum(increase(http_request_duration_seconds_bucket{le="300"}[$step]))              | false
                    300  | ms | sum(increase(fast_requests_total[$step]))                                           | true
                    """)
    void aBucketBoundEqualsTheLimit(BigDecimal limit, String unit, String query, boolean right) {
        assertThat(Promql.bucketProblem(new Limit(limit, null, unit), query).isEmpty())
                .isEqualTo(right);
    }

    @Test
    void bucketsDoNotShowWhatIsAtLeastALimit() {
        assertThat(Promql.bucketProblem(
                        new Limit(null, BigDecimal.TEN, "s"), "sum(increase(x_seconds_bucket{le=\"10\"}[$step]))"))
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    sum(increase(x_total{path="/a[5m]"}[$step]))              | true
                    sum(increase(x_total[5m]))                                | false
                    histogram_quantile(0.95, sum(increase(x_bucket[$step])))  | false
                    sum(x_per_step)                                           | true
                    """)
    void eachEventCountsInOneStep(String query, boolean right) {
        assertThat(Promql.countsOneStep(query)).isEqualTo(right);
    }

    private Term read(String term) {
        return reader.read(DOCUMENT.replace("TERM", term.strip()).getBytes(StandardCharsets.UTF_8))
                .document()
                .spec()
                .terms()
                .get(0);
    }
}
