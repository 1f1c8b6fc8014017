package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.measurement.Content;
import io.surety.testing.IntoForce;
import io.surety.testing.WholeApplicationTest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which readings are kept for what was said of them, and what stays once they are taken away ({@code domain.md} 6.5). */
@WholeApplicationTest
class KeptReadingsOfVerdictsTest extends CountedScene {

    /** Two and a half years later the counts are taken away; then whoever looks again finds nothing, and says nothing. */
    @Test
    void domain65WhatIsFinalStaysOnceItsReadingsAreTakenAway() {
        activate();
        count("2026-01-05T10:00:30Z", 90, 100);
        watermark(hits, "2026-02-01T00:00:00Z");
        close();
        time.moveTo(Instant.parse("2026-02-20T00:00:00Z"));
        current.run();
        StoredVerdict last = one("ok", "");
        assertThat(last.state()).isEqualTo(PeriodState.FINAL);

        time.moveTo(Instant.parse("2028-08-01T00:00:00Z"));
        for (String grain : List.of("minute", "five_minutes", "hour", "day")) {
            jdbc.sql("delete from measurement.rollups_" + grain
                            + " b using measurement.series s where s.no = b.series and s.source = :source")
                    .param("source", hits)
                    .update();
        }
        stale.add(last.verdict().version(), "ok", last.verdict().period(), time.now());
        current.run();

        assertThat(one("ok", "")).isEqualTo(last);
        assertThat(violations.of(name)).filteredOn(v -> v.term().equals("ok")).allMatch(v -> v.count() == 1);
    }

    /** A service is down where any part is, and a sample holds until the next one. */
    @Test
    void holdsTheSamplesOfThePartsAndTheOneThatHoldsAtTheStartAsLongAsTheViolationStands() {
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Checkout}
                spec:
                  type: SLA
                  scope: service
                  parties: [{id: %s, role: provider}, {id: %s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services:
                    - {id: checkout, description: checkout, notIncluded: [batch]}
                    - {id: cards, description: payment by card, partOf: checkout}
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %s, kind: samples, complete: samples, step: PT10M, staleAfter: PT20M}]
                  terms:
                    - id: up
                      service: checkout
                      obligated: provider
                      measure: {kind: availability, from: samples, source: %s}
                      target: {atLeast: "99.9%%", calendar: always, per: month}
                      completeness: "0%%"
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(name, provider, customer, hits, hits);
        IntoForce.bring(agreements, documents, yaml, NORA);
        take(hits, "s1", new Content.Sample("cards", Instant.parse("2026-01-01T00:00:00Z"), false));
        take(hits, "s2", new Content.Sample("cards", Instant.parse("2026-01-01T00:10:00Z"), true));
        close();

        assertThat(one("up", "").verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(jdbc.sql(
                                """
                                select service, from_at < '2025-12-31T23:40:00Z' and to_at > '2026-02-01T00:00:00Z'
                                from measurement.evidence_holds where source = :source
                                """)
                        .param("source", hits)
                        .query((row, n) -> row.getString(1) + " " + row.getBoolean(2))
                        .list())
                .containsExactlyInAnyOrder("checkout true", "cards true");

        take(hits, "s1", 1, new Content.Sample("cards", Instant.parse("2026-01-01T00:00:00Z"), true));
        current.run();
        assertThat(violations.of(name)).allMatch(v -> v.count() == 0);
        assertThat(jdbc.sql("select count(*) from measurement.evidence_holds where source = :source")
                        .param("source", hits)
                        .query(Integer.class)
                        .single())
                .isZero();
    }
}
