package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements.HistoryEntry;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PeriodClause.Renewal;
import io.surety.negotiation.Actor;
import io.surety.negotiation.NegotiationState;
import io.surety.shared.Interval;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.LocalDate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How an agreement goes on at its end, and what a review comes to; on the real engine, with a moved clock. */
@WholeApplicationTest
class RenewalTest extends RenewalScene {

    private static final LocalDate NEXT_END = LocalDate.parse("2028-04-01");

    @Autowired
    JdbcClient jdbc;

    @Test
    void anAgreementThatRenewsItselfIsInForceWithoutAGap() {
        inForce("automatic");
        ProcessInstance life = process(first);
        assertThat(renewals.outlook(three.agreement, caller(three.representative)))
                .satisfies(outlook -> {
                    assertThat(outlook.noticeUntil()).isEqualTo(NOTICE);
                    assertThat(outlook.renewedUntil()).isEqualTo(NEXT_END);
                    assertThat(outlook.endsOn()).isNull();
                });
        time.moveTo(END.minusMillis(1));
        processes.fireDue(life);
        assertThat(agreements.versions(three.agreement)).hasSize(1);
        time.moveTo(END);
        processes.fireDue(life);

        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        Version second = agreements.get(ref(2));
        assertThat(second.state()).isEqualTo(VersionState.ACTIVE);
        assertThat(second.validity()).isEqualTo(new Interval(END, berlin("2028-04-01")));
        assertThat(agreements
                        .inForce(three.agreement, END.minusMillis(1))
                        .orElseThrow()
                        .ref())
                .isEqualTo(first);
        assertThat(agreements.inForce(three.agreement, END).orElseThrow().ref()).isEqualTo(ref(2));
        assertThat(content(second).replace("2028-04-01", "X").replace("2027-04-01", "Y"))
                .isEqualTo(content(agreements.get(first))
                        .replace("2027-04-01", "X")
                        .replace("2026-04-01", "Y"));
        assertThat(agreements.history(three.agreement))
                .extracting(HistoryEntry::reason)
                .contains("renews " + first + " as agreed in it", "its validity is over; renewed as " + ref(2));

        time.moveTo(berlin("2028-04-01"));
        processes.fireDue(process(ref(2)));
        assertThat(state(2)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(3)).isEqualTo(VersionState.ACTIVE);
    }

    /** As after an update whose rules are stricter than those of the time at which it was agreed. */
    @Test
    void anAgreementThatANewerRuleWouldRefuseIsRenewedAsItWasAgreed() {
        inForce("automatic");
        String exclusion = "{\"announce\":\"P5D\",\"cause\":\"weather\",\"decidedBy\":\"both\",\"effect\":\"exclude\","
                + "\"id\":\"rain\",\"terms\":[]}";
        int changed = jdbc.sql(
                        "update agreement.documents set content = replace(content, :none, :one) where hash = :hash")
                .param("none", "\"exclusions\":[]")
                .param("one", "\"exclusions\":[" + exclusion + "]")
                .param("hash", agreements.get(first).hash().hex())
                .update();
        assertThat(changed).isEqualTo(1);

        time.moveTo(END);
        processes.fireDue(process(first));

        assertThat(state(2)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.content(agreements.get(ref(2)).hash()).orElseThrow())
                .contains(exclusion);
    }

    @Test
    void noticeInTimeKeepsItFromBeingRenewed() {
        inForce("automatic");
        ProcessInstance life = process(first);
        time.moveTo(berlin("2027-01-02").minusMillis(1));
        requests.terminate(three.agreement, LocalDate.parse("2027-04-01"), "we move", caller(three.representative));
        assertThat(renewals.outlook(three.agreement, caller(three.manager))).satisfies(outlook -> {
            assertThat(outlook.renewedUntil()).isNull();
            assertThat(outlook.endsOn()).isEqualTo("2027-04-01");
            assertThat(outlook.noticeBy()).isEqualTo(three.representative);
        });
        refused("notice-given", () -> terminate("2027-04-02"));

        time.moveTo(END);
        processes.fireDue(life);
        assertThat(state(1)).isEqualTo(VersionState.TERMINATED);
        assertThat(agreements.versions(three.agreement)).hasSize(1);
    }

    @Test
    void noticeThatComesTooLateLetsTheNextTermBeTheLast() {
        inForce("automatic");
        time.moveTo(berlin("2027-01-02"));
        refused("request-invalid", () -> terminate("2027-04-01"));
        refused("request-invalid", () -> terminate("2028-04-01"));
        terminate("2027-06-01");
        assertThat(renewals.outlook(three.agreement, caller(three.manager)).renewedUntil())
                .isEqualTo("2027-06-01");

        time.moveTo(END);
        processes.fireDue(process(first));
        Version second = agreements.get(ref(2));
        assertThat(second.state()).isEqualTo(VersionState.ACTIVE);
        assertThat(second.validity()).isEqualTo(new Interval(END, berlin("2027-06-01")));
        assertThat(second.document().spec().period().renewal()).isEqualTo(Renewal.NONE);

        time.moveTo(berlin("2027-06-01"));
        processes.fireDue(process(ref(2)));
        assertThat(state(2)).isEqualTo(VersionState.EXPIRED);
        assertThat(agreements.inForce(three.agreement, time.now())).isEmpty();
    }

    @Test
    void anAmendmentOnTheWayDoesNotShortenTheNextTerm() {
        inForce("automatic");
        requests.amend(three.agreement, document("2026-10-01", "2027-04-01", "automatic"), caller(three.manager));
        agree(ref(2));
        approved(ref(2));
        time.moveTo(berlin("2026-10-01"));
        processes.fireDue(process(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.SUPERSEDED);

        time.moveTo(END);
        processes.fireDue(process(ref(2)));
        assertThat(agreements.get(ref(3)).validity()).isEqualTo(new Interval(END, berlin("2028-04-01")));
    }

    @Test
    void whatIsNotApprovedByTheEndIsOvertaken() {
        inForce("automatic");
        requests.amend(
                three.agreement, document("2027-03-01", "2027-04-01", "automatic"), caller(three.representative));
        agree(ref(2));
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(process(ref(2)));
        time.moveTo(END);
        processes.fireDue(process(first));

        assertThat(state(3)).isEqualTo(VersionState.ACTIVE);
        assertThat(state(2)).isEqualTo(VersionState.LAPSED);
        assertThat(processes.isRunning("sla-lifecycle", ref(2).toString())).isFalse();
        assertThat(approvals(ref(2))).isEmpty();
        assertThat(agreements.history(three.agreement))
                .anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("overtaken by the renewal, " + ref(3)));
        processes.fireDue(process(ref(3)));
        requests.amend(three.agreement, document("2027-06-01", "2028-04-01", "automatic"), caller(three.manager));
        assertThat(state(4)).isEqualTo(VersionState.DRAFT);
    }

    @Test
    void anOfferThatNobodyAnsweredByTheEndIsOvertaken() {
        inForce("automatic");
        time.moveTo(berlin("2027-03-20"));
        requests.amend(three.agreement, document("2027-05-01", "2027-10-01", "automatic"), caller(three.manager));
        processes.fireDue(process(ref(2)));
        negotiate.offer(ref(2), time.now().plus(Duration.ofDays(40)), Actor.overRest(three.manager));
        processes.fireDue(process(ref(2)));
        time.moveTo(END);
        processes.fireDue(process(first));
        assertThat(state(2)).isEqualTo(VersionState.LAPSED);
        assertThat(negotiations.find(ref(2)).orElseThrow().state()).isEqualTo(NegotiationState.LAPSED);
        assertThat(state(3)).isEqualTo(VersionState.ACTIVE);
    }

    @Test
    void anApprovedSuccessorTakesTheRenewalsPlace() {
        inForce("automatic");
        requests.amend(three.agreement, document("2027-04-01", "2029-04-01", "none"), caller(three.manager));
        agree(ref(2));
        approved(ref(2));
        time.moveTo(END);
        processes.fireDue(process(first));
        processes.fireDue(process(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(2)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.versions(three.agreement)).hasSize(2);
    }

    @Test
    void anAgreementWithoutRenewalEnds() {
        inForce("none");
        reviewBeforeTheEnd("KEEP");
        time.moveTo(END);
        processes.fireDue(process(first));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(agreements.versions(three.agreement)).hasSize(1);
    }

    @Test
    void onlyTheTwoSidesReadHowItGoesOn() {
        inForce("automatic");
        refused("not-found", () -> renewals.outlook(three.agreement, caller(three.stranger)));
        refused("not-found", () -> renewals.outlook(three.agreement, caller(three.contact)));
    }

    private void terminate(String date) {
        requests.terminate(three.agreement, LocalDate.parse(date), "we move", caller(three.representative));
    }

    private String content(Version version) {
        return agreements.content(version.hash()).orElseThrow();
    }
}
