package io.surety.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.document.Worth;
import io.surety.agreement.reading.DocumentReading;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What an approval is about in money: domain.md 7.5, "authority limits by amount". */
class WorthTest {

    private static final String AGREEMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: worth, title: Worth}
            spec:
              type: SLA
              scope: customer
              parties: [{id: p, role: provider}, {id: c, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P90D, renewal: negotiated}
              charges: {amount: "100.00", currency: EUR, per: month}
              services:
                - {id: desk, description: the desk}
                - {id: portal, description: the portal, charges: {amount: "250.50", currency: EUR, per: quarter}}
                - {id: backup, description: backups, charges: {amount: "10.00", currency: EUR, per: week}}
              calendars: [{id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}]
              sources: [{id: tickets, kind: work-items, complete: watermark}]
              terms:
                - id: resolve
                  service: desk
                  obligated: provider
                  measure: {kind: duration, of: work-item, source: tickets, start: {event: created}, stop: {enters: {state: [Resolved]}}, reopen: {as: continue}}
                  targets: [{id: all, calendar: office, within: PT4H}]
                  conformance: {atLeast: "95%", per: month, by: term}
                  credit: {base: agreement, tiers: [{below: "95%", percent: "5"}, {below: "90%", percent: "20"}]}
                - id: portal-up
                  service: portal
                  obligated: provider
                  measure: {kind: availability, from: outages, source: tickets}
                  target: {atLeast: "99%", calendar: office, per: month}
                  credit: {base: portal, tiers: [{below: "99%", percent: "50"}]}
              creditLimits: {LIMITS}
            """;

    // 12 × 100.00 + 4 × 250.50 + 10.00 × 365 / 7
    private static final String VALUE = "2723.43";

    @Test
    void aYearIsWorthTheChargesOfTheAgreementAndOfEachService() {
        assertThat(worth("stacking: sum").yearlyValue()).isEqualByComparingTo(VALUE);
        assertThat(worth("stacking: sum").currency()).isEqualTo("EUR");
    }

    @Test
    void atStakeIsTheHighestTierOfEachTermOnItsBase() {
        // 20 % of 1200.00 and 50 % of 1002.00
        assertThat(worth("stacking: sum").creditExposure()).isEqualByComparingTo("741.00");
        assertThat(worth("stacking: max").creditExposure()).isEqualByComparingTo("501.00");
    }

    @Test
    void theCapOfTheYearBoundsWhatIsAtStake() {
        assertThat(worth("stacking: sum, perYear: \"10%\"").creditExposure()).isEqualByComparingTo("272.34");
        assertThat(worth("stacking: sum, perYear: \"90%\"").creditExposure()).isEqualByComparingTo("741.00");
    }

    private static Worth worth(String limits) {
        String text = AGREEMENT.replace("LIMITS", limits);
        return Worth.of(DocumentReading.reader()
                .read(text.getBytes(StandardCharsets.UTF_8))
                .document()
                .spec());
    }
}
