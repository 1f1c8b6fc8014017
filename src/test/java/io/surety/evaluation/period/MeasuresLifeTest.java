package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.JudgedByOldRules;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.budget.ErrorBudget;
import io.surety.evaluation.budget.ReadBudgets;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts and leads from their delivery to a restatement, on the real database ({@code domain.md} 4, 5.2, 6.5). */
@WholeApplicationTest
class MeasuresLifeTest {

    private static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    private static final Interval JANUARY =
            new Interval(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-02-01T00:00:00Z"));
    private static final PersonId NORA = new PersonId("nora");

    private final Agreements agreements;
    private final ReadDocument documents;
    private final TakeMeasurements measurements;
    private final Sources sources;
    private final KeepVerdictsCurrent current;
    private final ClosePeriods closes;
    private final StalePeriods stale;
    private final ReadBudgets budgets;
    private final Verdicts verdicts;
    private final Violations violations;
    private final RegisterParties parties;
    private final MovedTimeSource time;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final String name = "counts-" + id;
    private final String hits = "hits-" + id;
    private final String crm = "crm-" + id;
    private final String customer = "acme-" + id;
    private final String provider = "shopcloud-" + id;
    private String hitsKnownBy = "complete: watermark";
    private int sent;

    @Autowired
    MeasuresLifeTest(
            Agreements agreements,
            ReadDocument documents,
            TakeMeasurements measurements,
            Sources sources,
            KeepVerdictsCurrent current,
            ClosePeriods closes,
            StalePeriods stale,
            ReadBudgets budgets,
            Verdicts verdicts,
            Violations violations,
            RegisterParties parties,
            MovedTimeSource time,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.documents = documents;
        this.measurements = measurements;
        this.sources = sources;
        this.current = current;
        this.closes = closes;
        this.stale = stale;
        this.budgets = budgets;
        this.verdicts = verdicts;
        this.violations = violations;
        this.parties = parties;
        this.time = time;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.events = events;
    }

    @BeforeEach
    void registersTheParties() {
        time.moveTo(Instant.parse("2026-01-02T09:00:00Z"));
        parties.organisation(new Organisation(new OrganisationId(provider), "Shopcloud", null));
        parties.organisation(new Organisation(new OrganisationId(customer), "Acme", null));
        for (String source : List.of(hits, crm)) {
            sources.register(
                    new Source(source, new OrganisationId(provider), Set.of(new OrganisationId(customer))), NORA);
        }
    }

    @Test
    void domain52LateCountsAreJudgedAgainBeforeFinalAndRestateAfterIt() {
        activate();
        count("2026-01-05T10:00:30Z", 90, 100);
        watermark(hits, "2026-02-01T00:00:00Z");
        close();

        StoredVerdict first = one("ok", "");
        assertThat(first.state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(first.verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(first.verdict().share()).contains(Ratio.of(9, 10));
        assertThat(((Account) first.verdict().ledger()).inputs()).isEqualTo(Ratio.of(100, 1));
        assertThat(violations.of(name)).filteredOn(v -> v.term().equals("ok")).hasSize(1);
        assertThat(held()).as("its raw readings are held").isTrue();

        count("2026-01-06T10:00:00Z", 100, 100);
        current.run();
        assertThat(one("ok", "").verdict().share()).contains(Ratio.of(19, 20));
        assertThat(one("ok", "").verdict().value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(held()).as("the violation is withdrawn").isFalse();
        long serial = one("ok", "").serial();
        current.run();
        assertThat(one("ok", "").serial()).isEqualTo(serial);

        time.moveTo(Instant.parse("2026-02-20T00:00:00Z"));
        current.run();
        assertThat(one("ok", "").state()).isEqualTo(PeriodState.FINAL);

        time.moveTo(Instant.parse("2026-02-21T00:00:00Z"));
        count("2026-01-07T10:00:00Z", 0, 100);
        current.run();
        assertThat(one("ok", "").state()).isEqualTo(PeriodState.RESTATED);
        assertThat(one("ok", "").verdict().share()).contains(Ratio.of(19, 30));
        assertThat(held()).as("the violation is back").isTrue();
        assertThat(verdicts.asOf(name, JANUARY, Instant.parse("2026-02-20T12:00:00Z")))
                .filteredOn(v -> v.verdict().term().equals("ok"))
                .singleElement()
                .satisfies(v -> assertThat(v.verdict().share()).contains(Ratio.of(19, 20)));
    }

    /** A probe that is connected later says nothing of what was before. Asking it anew each time would cost more and more. */
    @Test
    void domain52WhatIsFinalWithoutDataIsLookedAtOnceWhenItsSourceSpeaks() {
        hitsKnownBy = "complete: samples, step: PT1M, staleAfter: PT3M";
        activate();
        close();
        time.moveTo(Instant.parse("2026-02-20T00:00:00Z"));
        current.run();
        StoredVerdict last = one("ok", "");
        assertThat(last.state()).isEqualTo(PeriodState.FINAL);
        assertThat(last.verdict().reason()).contains(NotDetermined.NO_DATA);
        assertThat(last.watermark()).isEmpty();

        time.moveTo(Instant.parse("2026-02-21T00:00:00Z"));
        count("2026-02-20T10:00:00Z", 100, 100);
        current.run();

        assertThat(one("ok", "").verdict()).isEqualTo(last.verdict());
        assertThat(one("ok", "").serial()).as("nothing is published").isEqualTo(last.serial());
        assertThat(one("ok", "").watermark()).isPresent();
        stale.addWaitingFor(hits, time.now());
        assertThat(stale.take(time.now(), Integer.MAX_VALUE))
                .as("the next time it speaks")
                .noneMatch(found -> found.version().equals(last.verdict().version())
                        && found.periodFrom().equals(JANUARY.from()));
    }

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

    /** The totals of a period that a version lost contradict what is left of its verdict, and say nothing of it any more. */
    @Test
    void domain21WhatAVersionLosesIsTakenBackAndBecomesFinalLikeAnythingElse() {
        VersionRef first = activate("2026-01-01", "2026-03-01");
        count("2026-02-05T10:00:00Z", 90, 100);
        time.moveTo(Instant.parse("2026-03-02T09:00:00Z"));
        watermark(hits, "2026-03-01T00:00:00Z");
        current.run();
        assertThat(february(first).state()).isEqualTo(PeriodState.PROVISIONAL);
        assertThat(february(first).verdict().value()).isEqualTo(VerdictValue.VIOLATED);
        agreements.move(first, VersionState.EXPIRED, NORA, "its end has come");

        VersionRef second = activate("2026-02-01", "2027-01-01");
        current.run();
        assertThat(february(first).verdict().isNotInForce()).isTrue();
        assertThat(february(second).verdict().share()).contains(Ratio.of(9, 10));
        assertThat(violations.of(name))
                .filteredOn(v -> v.term().equals("ok") && v.count() > 0)
                .singleElement()
                .satisfies(v -> assertThat(v.version()).isEqualTo(second));

        time.moveTo(Instant.parse("2026-03-20T00:00:00Z"));
        current.run();
        assertThat(february(first).state()).isEqualTo(PeriodState.FINAL);
        assertThat(february(first).verdict().isNotInForce()).isTrue();
        assertThat(february(second).state()).isEqualTo(PeriodState.FINAL);
    }

    private StoredVerdict february(VersionRef version) {
        return verdicts.of(name, ALL).stream()
                .filter(v -> v.verdict().version().equals(version)
                        && v.verdict().term().equals("ok")
                        && v.verdict().period().part().contains(Instant.parse("2026-02-10T00:00:00Z")))
                .findFirst()
                .orElseThrow();
    }

    /** Its deliveries come in lots, so a window without one says nothing of how fast the budget goes. */
    @Test
    void domain54AVolumeHasABudgetAndNoBurnRate() {
        activate();
        lead("A", "2026-01-05T10:00:00Z");
        time.moveTo(Instant.parse("2026-01-20T00:00:00Z"));
        watermark(crm, "2026-01-20T00:00:00Z");

        List<ErrorBudget> found = budgets.at(name, "leads", time.now(), time.now());

        assertThat(found).singleElement().satisfies(budget -> {
            assertThat(budget.toDate().total()).isGreaterThan(Ratio.ZERO);
            assertThat(budget.burns()).isEmpty();
            assertThat(budget.alerts()).isEmpty();
            assertThat(budget.present()).isEmpty();
        });
    }

    @Test
    void domain52ALateRefusalIsJudgedAgainBeforeFinalAndRestatesAfterIt() {
        activate();
        lead("A", "2026-01-30T10:00:00Z");
        lead("B", "2026-01-29T10:00:00Z");
        watermark(crm, "2026-02-01T00:00:00Z");
        close();
        assertThat(one("leads", "all").verdict().share()).contains(Ratio.ONE);

        event("A", "2026-02-02T12:00:00Z", "changed", Map.of("state", "Refused", "reason", "duplicate"));
        current.run();
        assertThat(one("leads", "all").verdict().share()).contains(Ratio.of(1, 2));
        assertThat(one("leads", "all").verdict().value()).isEqualTo(VerdictValue.VIOLATED);

        time.moveTo(Instant.parse("2026-02-20T00:00:00Z"));
        current.run();
        assertThat(one("leads", "all").state()).isEqualTo(PeriodState.FINAL);
        event("A", "2026-02-03T12:00:00Z", "accepted", Map.of("state", "Open"));
        current.run();
        assertThat(one("leads", "all").state()).isEqualTo(PeriodState.RESTATED);
        assertThat(one("leads", "all").verdict().share()).contains(Ratio.ONE);
        assertThat(violations.of(name))
                .filteredOn(v -> v.term().equals("leads"))
                .allMatch(v -> v.count() == 0);
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
        walkToActive(yaml);
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

    @Test
    void otherRulesHaveWhatWasDeliveredJudgedAgainAndItsPeriodsToo_3_4() {
        activate();
        lead("A", "2026-01-30T10:00:00Z");
        lead("B", "2026-01-29T10:00:00Z");
        watermark(crm, "2026-02-01T00:00:00Z");
        jdbc.sql("update evaluation.deliveries set delivered_at = :wrong where source = :crm and item_key = 'A'")
                .param("wrong", Timestamp.from(Instant.parse("2026-02-01T10:00:00Z")))
                .param("crm", crm)
                .update();
        close();
        assertThat(one("leads", "all").verdict().share()).contains(Ratio.of(1, 2));

        transaction.executeWithoutResult(status ->
                events.publishEvent(new JudgedByOldRules(crm, List.of(new ItemRef(crm, "A"), new ItemRef(crm, "B")))));
        current.run();

        assertThat(one("leads", "all").verdict().share()).contains(Ratio.ONE);
        long before = published();
        transaction.executeWithoutResult(status ->
                events.publishEvent(new JudgedByOldRules(crm, List.of(new ItemRef(crm, "A"), new ItemRef(crm, "B")))));
        current.run();
        assertThat(published()).as("what comes to the same is not touched").isEqualTo(before);
    }

    private long published() {
        return jdbc.sql("select count(*) from evaluation.publications p join evaluation.verdicts v on v.id = p.verdict"
                        + " where v.agreement = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    /** Whether the readings of the violation of {@code ok} are held. */
    private boolean held() {
        return violations.of(name).stream().filter(v -> v.term().equals("ok")).anyMatch(v -> jdbc.sql(
                        "select exists (select 1 from measurement.evidence_holds where key = :key)")
                .param("key", v.id().toString())
                .query(Boolean.class)
                .single());
    }

    private void close() {
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

    private StoredVerdict one(String term, String target) {
        List<StoredVerdict> found = verdicts.of(name, JANUARY).stream()
                .filter(v -> v.verdict().term().equals(term)
                        && v.verdict().target().orElse("").equals(target))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private void count(String at, long good, long total) {
        take(hits, "c" + sent++, new Content.Counter("checkout", "", Instant.parse(at), good, total));
    }

    private void watermark(String source, String at) {
        take(source, "w" + sent++, new Content.Watermark(Instant.parse(at)));
    }

    private void lead(String key, String at) {
        event(key, at, "created", Map.of("service", "checkout", "state", "New"));
        event(key, at, "delivered", Map.of("state", "Delivered"));
    }

    private void event(String key, String at, String type, Map<String, String> attributes) {
        String event = key + "-" + sent++;
        take(crm, event, new Content.WorkItem(key, Instant.parse(at), List.of((long) sent), type, "", attributes));
    }

    private void take(String source, String key, int revision, Content content) {
        var corrected = new Measurement(key, revision, 0, content);
        measurements.take(new Delivery(source, List.of(corrected), false, NORA));
    }

    private void take(String source, String key, Content content) {
        measurements.take(new Delivery(source, List.of(Measurement.of(key, content)), false, NORA));
    }

    private void activate() {
        activate("2026-01-01", "2027-01-01");
        assertThat(verdicts.of(name, ALL)).isEmpty();
    }

    private VersionRef activate(String start, String end) {
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
        return walkToActive(yaml);
    }

    private VersionRef walkToActive(String yaml) {
        VersionRef ref = agreements
                .draft(documents.read(yaml.getBytes(StandardCharsets.UTF_8)), NORA)
                .ref();
        for (VersionState next : List.of(
                VersionState.NEGOTIATING,
                VersionState.AGREED,
                VersionState.IN_APPROVAL,
                VersionState.APPROVED,
                VersionState.ACTIVE)) {
            agreements.move(ref, next, NORA, "test");
        }
        return ref;
    }
}
