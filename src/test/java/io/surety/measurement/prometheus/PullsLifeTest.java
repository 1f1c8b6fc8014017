package io.surety.measurement.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.period.KeepVerdictsCurrent;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.measurement.Measurements;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** What a version counts is fetched from a real Prometheus from its start to its end, and judged. */
@WholeApplicationTest
class PullsLifeTest {

    private static final PersonId NORA = new PersonId("nora");
    private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");

    private final ApplicationContext context;
    private final Agreements agreements;
    private final Measurements measurements;
    private final StoredPulls pulls;
    private final MovedTimeSource time;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String name = "checkout-" + id;
    private final String source = "prom-" + id;
    private final String connection = "metrics-" + id;

    @Autowired
    PullsLifeTest(ApplicationContext context) {
        this.context = context;
        this.agreements = context.getBean(Agreements.class);
        this.measurements = context.getBean(Measurements.class);
        this.pulls = context.getBean(StoredPulls.class);
        this.time = context.getBean(MovedTimeSource.class);
    }

    @Test
    void whatAVersionCountsIsFetchedFromItsStartToItsTermination() throws Exception {
        try (var prometheus =
                RealPrometheus.startWith(Files.createTempDirectory("prometheus"), CheckoutHour.history())) {
            FetchPulls fetch = ConfiguredPulls.over(connection, prometheus.url(), context);
            at(Duration.ofMinutes(10).plusSeconds(30));
            assertThat(measurements.watermark(source)).isEmpty();
            VersionRef version = activate();
            fetch.run();
            assertThat(measurements.watermark(source)).contains(MORNING.plus(Duration.ofMinutes(10)));

            at(Duration.ofMinutes(20));
            agreements.endValidity(version, time.now(), NORA);
            agreements.move(version, VersionState.TERMINATED, NORA, "test");
            at(Duration.ofMinutes(61));
            fetch.run();

            assertThat(measurements.watermark(source))
                    .as("all of its validity, and no more")
                    .contains(MORNING.plus(Duration.ofMinutes(20)));
            assertThat(pulls.lease(time.now(), Duration.ofSeconds(30), 100))
                    .noneMatch(due -> due.pull().source().equals(source));
            time.moveTo(Instant.parse("2026-04-01T09:00:00Z"));
            context.getBean(KeepVerdictsCurrent.class).run();
            assertThat(verdict().verdict().value()).isEqualTo(VerdictValue.VIOLATED);
            assertThat(verdict().verdict().share()).contains(Ratio.of(3, 4));
        }
    }

    private void at(Duration afterMorning) {
        time.moveTo(MORNING.plus(afterMorning));
    }

    private StoredVerdict verdict() {
        Interval march = new Interval(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-04-01T00:00:00Z"));
        List<StoredVerdict> found = context.getBean(Verdicts.class).of(name, march);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private VersionRef activate() {
        for (String organisation : List.of("shopcloud-" + id, "acme-" + id)) {
            context.getBean(RegisterParties.class)
                    .organisation(new Organisation(new OrganisationId(organisation), organisation, null));
        }
        String yaml =
                """
                apiVersion: surety/v1
                kind: Agreement
                metadata: {name: %1$s, title: Checkout}
                spec:
                  type: SLA
                  scope: service
                  parties: [{id: shopcloud-%2$s, role: provider}, {id: acme-%2$s, role: customer}]
                  period: {start: "2026-03-02", end: "2027-03-02", zone: UTC, calendar: always, notice: P30D, renewal: none}
                  services: [{id: checkout, description: checkout, notIncluded: [batch]}]
                  calendars: [{id: always, zone: UTC, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}]
                  sources: [{id: %3$s, kind: prometheus, connection: %4$s, step: PT1M, staleAfter: PT3M, complete: samples}]
                  terms:
                    - id: ok
                      service: checkout
                      obligated: provider
                      measure:
                        kind: ratio
                        source: %3$s
                        good: {query: 'sum(increase(http_requests_total{job="checkout",code!~"5.."}[$step]))'}
                        total: {query: 'sum(increase(http_requests_total{job="checkout"}[$step]))'}
                        method: occurrences
                      target: {share: "95%%", calendar: always, per: month}
                      completeness: "1%%"
                      noData: exclude
                  reporting: {every: P1W, to: [customer], finalAfter: P10D, objectWithin: P10D}
                """
                        .formatted(name, id, source, connection);
        return IntoForce.bring(agreements, context.getBean(ReadDocument.class), yaml, NORA);
    }
}
