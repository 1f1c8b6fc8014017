package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.Agreements;
import io.surety.agreement.Agreements.HistoryEntry;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PeriodClause.Renewal;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.NegotiationState;
import io.surety.negotiation.Offer;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.review.Review;
import io.surety.review.Reviews;
import io.surety.review.StartReview;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How an agreement goes on at its end, and what a review comes to; on the real engine, with a moved clock. */
@WholeApplicationTest
class RenewalTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = berlin("2026-04-01");
    private static final Instant END = berlin("2027-04-01");
    private static final LocalDate NEXT_END = LocalDate.parse("2028-04-01");

    /** 2027-04-01 less 90 days. */
    private static final LocalDate NOTICE = LocalDate.parse("2027-01-01");

    @Autowired
    RegisterParties register;

    @Autowired
    Parties parties;

    @Autowired
    ReadDocument read;

    @Autowired
    Agreements agreements;

    @Autowired
    Negotiate negotiate;

    @Autowired
    WatchNegotiation negotiations;

    @Autowired
    LifecycleRequests requests;

    @Autowired
    RenewAgreement renewals;

    @Autowired
    StartReview startReview;

    @Autowired
    Reviews reviews;

    @Autowired
    Processes processes;

    @Autowired
    TaskService tasks;

    @Autowired
    MovedTimeSource time;

    @Autowired
    JdbcClient jdbc;

    private ThreeParties three;
    private VersionRef first;

    @BeforeEach
    void threePartiesWithApprovers() {
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
        first = ref(1);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            three.person(new PersonId(role + "-p-" + three.agreement), three.provider, role);
            three.person(new PersonId(role + "-c-" + three.agreement), three.customer, role);
        }
        three.person(new PersonId("rita-" + three.agreement), three.customer, Role.CUSTOMER_REPRESENTATIVE);
    }

    @Test
    void anAgreementThatRenewsItselfIsInForceWithoutAGap() {
        inForce("automatic");
        ProcessInstance life = life(first);
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
        processes.fireDue(life(ref(2)));
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
        processes.fireDue(life(first));

        assertThat(state(2)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.content(agreements.get(ref(2)).hash()).orElseThrow())
                .contains(exclusion);
    }

    @Test
    void noticeInTimeKeepsItFromBeingRenewed() {
        inForce("automatic");
        ProcessInstance life = life(first);
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
        processes.fireDue(life(first));
        Version second = agreements.get(ref(2));
        assertThat(second.state()).isEqualTo(VersionState.ACTIVE);
        assertThat(second.validity()).isEqualTo(new Interval(END, berlin("2027-06-01")));
        assertThat(second.document().spec().period().renewal()).isEqualTo(Renewal.NONE);

        time.moveTo(berlin("2027-06-01"));
        processes.fireDue(life(ref(2)));
        assertThat(state(2)).isEqualTo(VersionState.EXPIRED);
        assertThat(agreements.inForce(three.agreement, time.now())).isEmpty();
    }

    @Test
    void anAmendmentOnTheWayDoesNotShortenTheNextTerm() {
        inForce("automatic");
        requests.amend(three.agreement, document("2026-10-01", "2027-04-01", "automatic"), caller(three.manager));
        agree(ref(2));
        approve(ref(2));
        time.moveTo(berlin("2026-10-01"));
        processes.fireDue(life(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.SUPERSEDED);

        time.moveTo(END);
        processes.fireDue(life(ref(2)));
        assertThat(agreements.get(ref(3)).validity()).isEqualTo(new Interval(END, berlin("2028-04-01")));
    }

    @Test
    void whatIsNotApprovedByTheEndIsOvertaken() {
        inForce("automatic");
        requests.amend(
                three.agreement, document("2027-03-01", "2027-04-01", "automatic"), caller(three.representative));
        agree(ref(2));
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(life(ref(2)));
        time.moveTo(END);
        processes.fireDue(life(first));

        assertThat(state(3)).isEqualTo(VersionState.ACTIVE);
        assertThat(state(2)).isEqualTo(VersionState.LAPSED);
        assertThat(processes.isRunning("sla-lifecycle", ref(2).toString())).isFalse();
        assertThat(approvals(ref(2))).isEmpty();
        assertThat(agreements.history(three.agreement))
                .anySatisfy(entry -> assertThat(entry.reason()).isEqualTo("overtaken by the renewal, " + ref(3)));
        processes.fireDue(life(ref(3)));
        requests.amend(three.agreement, document("2027-06-01", "2028-04-01", "automatic"), caller(three.manager));
        assertThat(state(4)).isEqualTo(VersionState.DRAFT);
    }

    @Test
    void anOfferThatNobodyAnsweredByTheEndIsOvertaken() {
        inForce("automatic");
        time.moveTo(berlin("2027-03-20"));
        requests.amend(three.agreement, document("2027-05-01", "2027-10-01", "automatic"), caller(three.manager));
        processes.fireDue(life(ref(2)));
        negotiate.offer(ref(2), time.now().plus(Duration.ofDays(40)), Actor.overRest(three.manager));
        processes.fireDue(life(ref(2)));
        time.moveTo(END);
        processes.fireDue(life(first));
        assertThat(state(2)).isEqualTo(VersionState.LAPSED);
        assertThat(negotiations.find(ref(2)).orElseThrow().state()).isEqualTo(NegotiationState.LAPSED);
        assertThat(state(3)).isEqualTo(VersionState.ACTIVE);
    }

    @Test
    void anApprovedSuccessorTakesTheRenewalsPlace() {
        inForce("automatic");
        requests.amend(three.agreement, document("2027-04-01", "2029-04-01", "none"), caller(three.manager));
        agree(ref(2));
        approve(ref(2));
        time.moveTo(END);
        processes.fireDue(life(first));
        processes.fireDue(life(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(2)).isEqualTo(VersionState.ACTIVE);
        assertThat(agreements.versions(three.agreement)).hasSize(2);
    }

    @Test
    void anAgreementWithoutRenewalEnds() {
        inForce("none");
        reviewBeforeTheEnd("KEEP");
        time.moveTo(END);
        processes.fireDue(life(first));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(agreements.versions(three.agreement)).hasSize(1);
    }

    @Test
    void aNegotiatedRenewalIsOfferedByTheReviewBeforeTheEnd() {
        inForce("negotiated");
        reviewBeforeTheEnd("KEEP");
        Version second = agreements.get(ref(2));
        assertThat(second.state()).isEqualTo(VersionState.NEGOTIATING);
        assertThat(second.validity()).isEqualTo(new Interval(END, berlin("2028-04-01")));
        Negotiation negotiation = negotiations.find(ref(2)).orElseThrow();
        Offer offer = negotiation.openHead().orElseThrow();
        assertThat(offer.madeBy()).isEqualTo(three.manager);
        assertThat(offer.expiresAt()).isEqualTo(time.now().plus(Duration.ofDays(30)));

        negotiate.accept(ref(2), offer.id(), offer.hash(), Actor.overRest(three.representative));
        approve(ref(2));
        time.moveTo(END);
        processes.fireDue(life(first));
        processes.fireDue(life(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(2)).isEqualTo(VersionState.ACTIVE);
    }

    @Test
    void aNegotiatedRenewalThatNobodyAgreesToEnds() {
        inForce("negotiated");
        reviewBeforeTheEnd("KEEP");
        time.moveTo(END);
        processes.fireDue(life(first));
        processes.fireDue(life(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(2)).isEqualTo(VersionState.LAPSED);
    }

    @Test
    void aReviewThatRenegotiatesOpensANegotiationWithAnOffer() {
        inForce("negotiated");
        review("RENEGOTIATE");
        assertThat(state(2)).isEqualTo(VersionState.NEGOTIATING);
        assertThat(agreements.get(ref(2)).validity()).isEqualTo(new Interval(berlin("2026-05-01"), END));
        Offer head = negotiations.find(ref(2)).orElseThrow().openHead().orElseThrow();
        assertThat(head.hash()).isEqualTo(agreements.get(ref(2)).hash());
        processes.fireDue(life(ref(2)));
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(ref(2).toString())
                        .taskDefinitionKey("userTask_answerOffer")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aReviewThatAmendsMakesADraftAndNoOffer() {
        inForce("negotiated");
        review("AMEND");
        assertThat(state(2)).isEqualTo(VersionState.DRAFT);
        assertThat(negotiations.offers(ref(2))).isEmpty();
    }

    @Test
    void aReviewThatRenegotiatesOffersADraftThatIsThereAlready() {
        inForce("negotiated");
        requests.amend(three.agreement, document("2026-07-01", "2027-04-01", "negotiated"), caller(three.manager));
        ContentHash drafted = agreements.get(ref(2)).hash();
        review("RENEGOTIATE");
        assertThat(negotiations
                        .find(ref(2))
                        .orElseThrow()
                        .openHead()
                        .orElseThrow()
                        .hash())
                .isEqualTo(drafted);
        assertThat(agreements.versions(three.agreement)).hasSize(2);
    }

    @Test
    void aReviewThatTerminatesGivesTheAgreedNotice() {
        inForce("negotiated");
        review("TERMINATE");
        LocalDate end = LocalDate.ofInstant(time.now(), BERLIN).plusDays(90);
        assertThat(agreements.get(first).validity().to()).isEqualTo(berlin(end.toString()));
        time.moveTo(berlin(end.toString()));
        processes.fireDue(life(first));
        assertThat(state(1)).isEqualTo(VersionState.TERMINATED);
    }

    @Test
    void aReviewBeforeTheEndThatTerminatesKeepsItFromBeingRenewed() {
        inForce("automatic");
        reviewBeforeTheEnd("TERMINATE");
        assertThat(renewals.outlook(three.agreement, caller(three.manager)).endsOn())
                .isEqualTo("2027-04-01");
        time.moveTo(END);
        processes.fireDue(life(first));
        assertThat(state(1)).isEqualTo(VersionState.TERMINATED);
        assertThat(agreements.versions(three.agreement)).hasSize(1);
    }

    @Test
    void onlyTheTwoSidesReadHowItGoesOn() {
        inForce("automatic");
        refused("not-found", () -> renewals.outlook(three.agreement, caller(three.stranger)));
        refused("not-found", () -> renewals.outlook(three.agreement, caller(three.contact)));
    }

    private void inForce(String renewal) {
        agreements.draft(document("2026-04-01", "2027-04-01", renewal), three.manager);
        agree(first);
        approve(first);
        time.moveTo(START);
        processes.fireDue(life(first));
        assertThat(state(1)).isEqualTo(VersionState.ACTIVE);
    }

    private ParsedDocument document(String start, String end, String renewal) {
        String text = three.text(Content.PLAIN.validity(start, end))
                .replace("renewal: negotiated", "renewal: " + renewal)
                .replace("anchor: \"" + LocalDate.parse(start).plusDays(14), "anchor: \"2026-04-15");
        return read.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private void agree(VersionRef ref) {
        processes.fireDue(life(ref));
        Offer offer = negotiate.offer(ref, time.now().plus(Duration.ofDays(7)), Actor.overRest(three.manager));
        negotiate.accept(ref, offer.id(), offer.hash(), Actor.overRest(three.representative));
        processes.fireDue(life(ref));
    }

    private void approve(VersionRef ref) {
        processes.fireDue(life(ref));
        ProcessInstance life = life(ref);
        requests.startApproval(three.agreement, caller(three.manager));
        processes.fireDue(life);
        for (List<Task> open = approvals(ref); !open.isEmpty(); open = approvals(ref)) {
            processes.complete(open.get(0), someone(open.get(0)), Map.of("decision", "approve"));
            processes.fireDue(life);
        }
    }

    private List<Task> approvals(VersionRef ref) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(ref.toString())
                .taskDefinitionKey("userTask_approve")
                .list();
    }

    private String someone(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .filter(user -> user != null)
                .findFirst()
                .orElseThrow();
    }

    private void review(String outcome) {
        hold(startReview.extra(three.agreement, "a look at it", "key-" + three.agreement, three.manager), outcome);
    }

    /** The one that the schedule starts: at the end less the notice, moved to the previous open day. */
    private void reviewBeforeTheEnd(String outcome) {
        time.moveTo(berlin("2026-10-15"));
        processes.fireDue(life(first));
        hold(reviews.open(three.agreement).orElseThrow(), "KEEP");
        time.moveTo(berlin(NOTICE.toString()));
        processes.fireDue(life(first));
        Review review = reviews.open(three.agreement).orElseThrow();
        assertThat(review.covers()).contains("expiry:2027-04-01");
        hold(review, outcome);
    }

    private void hold(Review review, String outcome) {
        var instance = processes.instance("periodic-review", review.id().toString());
        processes.fireDue(instance);
        for (Task view : processes.tasks(instance, "userTask_giveView")) {
            processes.complete(view, someone(view), Map.of("satisfaction", "3", "comment", "as we expected it"));
        }
        processes.fireDue(instance);
        processes.complete(
                processes.task(instance, "userTask_decideOutcome"),
                three.manager.value(),
                Map.of("outcome", outcome, "conclusion", "It is what we want."));
        processes.fireDue(instance);
        assertThat(reviews.get(review.id()).isOpen()).isFalse();
        assertThat(processes.isRunning("periodic-review", review.id().toString()))
                .isFalse();
    }

    private void terminate(String date) {
        requests.terminate(three.agreement, LocalDate.parse(date), "we move", caller(three.representative));
    }

    private String content(Version version) {
        return agreements.content(version.hash()).orElseThrow();
    }

    private VersionRef ref(int number) {
        return new VersionRef(three.agreement, number);
    }

    private VersionState state(int number) {
        return agreements.get(ref(number)).state();
    }

    private ProcessInstance life(VersionRef ref) {
        return processes.instance("sla-lifecycle", ref.toString());
    }

    private Caller caller(PersonId person) {
        return parties.caller(person);
    }

    private static Instant berlin(String date) {
        return LocalDate.parse(date).atStartOfDay(BERLIN).toInstant();
    }

    private static void refused(String type, ThrowingCallable request) {
        assertThatThrownBy(request).isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.type())
                .isEqualTo(type));
    }
}
