package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.surety.measurement.ItemRef;
import io.surety.shared.Ratio;
import io.surety.testing.WholeApplicationTest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** Counts and leads from their delivery to a restatement, on the real database ({@code domain.md} 4, 5.2, 6.5). */
@WholeApplicationTest
class MeasuresLifeTest extends CountedScene {

    @Autowired
    private ReadBudgets budgets;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ApplicationEventPublisher events;

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

    private void lead(String key, String at) {
        event(key, at, "created", Map.of("service", "checkout", "state", "New"));
        event(key, at, "delivered", Map.of("state", "Delivered"));
    }

    private void event(String key, String at, String type, Map<String, String> attributes) {
        String event = key + "-" + sent++;
        take(crm, event, new Content.WorkItem(key, Instant.parse(at), List.of((long) sent), type, "", attributes));
    }
}
