package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.VersionRef;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.shared.Interval;
import io.surety.testing.IntoForce;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** Counts and leads of a checkout, delivered and judged month by month. */
abstract class CountedScene extends PeriodScene {

    static final Interval JANUARY =
            new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));

    @Autowired
    StalePeriods stale;

    @Autowired
    Verdicts verdicts;

    final String name = "counts-" + id;
    final String hits = "hits-" + id;
    final String crm = "crm-" + id;
    String hitsKnownBy = "complete: watermark";
    int sent;

    @BeforeEach
    void registersTheSources() {
        register(hits);
        register(crm);
    }

    void close() {
        time.moveTo(Instant.parse("2026-02-02T09:00:00Z"));
        CloseKey key = CloseKey.parse("close:UTC:2026-01");
        String cursor = "";
        ClosePeriods.Batch batch;
        do {
            batch = closes.judgeBatch(key, cursor);
            cursor = batch.last();
        } while (batch.left() > 0);
        current.run();
    }

    StoredVerdict one(String term, String target) {
        List<StoredVerdict> found = verdicts.of(name, JANUARY).stream()
                .filter(v -> v.verdict().term().equals(term)
                        && v.verdict().target().orElse("").equals(target))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    void count(String at, long good, long total) {
        take(hits, "c" + sent++, new Content.Counter("checkout", "", Instant.parse(at), good, total));
    }

    void watermark(String source, String at) {
        take(source, "w" + sent++, new Content.Watermark(Instant.parse(at)));
    }

    void take(String source, String key, int revision, Content content) {
        var corrected = new Measurement(key, revision, 0, content);
        measurements.take(new Delivery(source, List.of(corrected), false, NORA));
    }

    void take(String source, String key, Content content) {
        measurements.take(new Delivery(source, List.of(Measurement.of(key, content)), false, NORA));
    }

    void activate() {
        activate("2026-01-01", "2027-01-01");
        assertThat(verdicts.of(name, ALL)).isEmpty();
    }

    VersionRef activate(String start, String end) {
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %s, title: Checkout}
                spec:
                  type: SLA
                  scope: service
                  parties: [{id: %s, role: provider}, {id: %s, role: customer}]
                  period: {start: "%s", end: "%s", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services: [{id: checkout, description: checkout, notIncluded: [batch]}]
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %s, kind: counters, %s}, {id: %s, kind: work-items, complete: watermark}]
                  terms:
                    - id: ok
                      service: checkout
                      obligated: provider
                      measure: {kind: ratio, source: %s, method: occurrences}
                      target: {share: "95%%", calendar: always, per: month}
                    - id: leads
                      service: checkout
                      obligated: provider
                      measure: {kind: volume, of: lead, source: %s, start: {event: delivered}, subsets: [{id: all, committed: 2}], refuse: {reasons: [duplicate], within: P5BD}}
                      target: {each: "90%%", calendar: always, per: month}
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(name, provider, customer, start, end, hits, hitsKnownBy, crm, hits, crm);
        return IntoForce.bring(agreements, documents, yaml, NORA);
    }
}
