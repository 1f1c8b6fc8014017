package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.approval.ApprovalHistory;
import io.surety.escalation.Escalation;
import io.surety.escalation.EscalationState;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.period.Credit;
import io.surety.evaluation.period.Credits;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.reporting.ReportWorld;
import io.surety.reporting.ReportWorld.Names;
import io.surety.testing.Browser;
import io.surety.testing.Chromium;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Forms in Tasklist, opened, filled in and submitted by those whose tasks they are; pictures are in target/forms. The
 * forms of a negotiation, an onboarding without evidence, an approval and a review are opened by {@link EscapingTest}.
 */
@WholeApplicationTest
class FormsInTheBrowserTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private RegisterParties register;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private ApprovalHistory approvals;

    @Autowired
    private ReadEscalations escalations;

    @Autowired
    private Credits credits;

    @Autowired
    private Processes processes;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private MovedTimeSource time;

    @LocalServerPort
    private int port;

    private final Map<String, Page> pages = new HashMap<>();
    private Chromium chromium;

    @BeforeEach
    void start() {
        chromium = Chromium.start();
    }

    @AfterEach
    void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void whoIsCalledTakesABreachOnAndResolvesIt() {
        ReportWorld world = new ReportWorld(context);
        Names names = world.begin("Desk for Acme");
        String manager = names.person(names.provider);
        world.at("2026-03-02T07:00");
        world.open(names, "INC4711", "2026-03-02T07:00");
        world.at("2026-03-02T11:30");
        world.judge();
        ProcessInstance call = escalation(world, names);

        Locator acknowledge = form(call, "userTask_acknowledgeBreach", manager);
        assertThat(acknowledge.innerText()).contains("INC4711", "resolve", "Desk for Acme");
        picture(manager, "acknowledge-breach");
        acknowledge.locator("textarea").first().fill("I call the data centre");
        complete(call, "userTask_acknowledgeBreach", manager);
        assertThat(open(world, names).state()).isEqualTo(EscalationState.ACKNOWLEDGED);

        Locator resolve = form(call, "userTask_resolveBreach", manager);
        assertThat(text(resolve)).contains("INC4711", "You took this breach on", "Acknowledged until Mon 9 March 2026");
        picture(manager, "resolve-breach");
        resolve.locator("textarea").first().fill("The line was repaired");
        complete(call, "userTask_resolveBreach", manager);
        assertThat(open(world, names).state()).isEqualTo(EscalationState.RESOLVED);
    }

    @Test
    void whatNobodyTookOnForAMonthIsFollowedUp() {
        ReportWorld world = new ReportWorld(context);
        Names names = world.begin("Desk for Acme");
        String manager = names.person(names.provider);
        world.at("2026-03-02T07:00");
        world.open(names, "INC4712", "2026-03-02T07:00");
        world.at("2026-03-02T11:30");
        world.judge();
        ProcessInstance call = escalation(world, names);
        time.moveBy(Duration.ofDays(30));
        processes.fireDue(call);

        Locator form = form(call, "userTask_followUpLapsed", manager);
        assertThat(form.innerText()).contains("INC4712", "Desk for Acme");
        picture(manager, "follow-up-lapsed");
        form.locator("textarea").first().fill("Agreed with the customer to leave it");
        complete(call, "userTask_followUpLapsed", manager);
        assertThat(open(world, names).state()).isEqualTo(EscalationState.LAPSED);
    }

    @Test
    void aGreatCreditIsDecidedAboutWithItsWorkingInSight() {
        ReportWorld world = new ReportWorld(context);
        Names names = world.begin("Desk for Acme", "12000.00");
        String manager = names.person(names.provider);
        world.ticket(names, "A", "2026-01-12T09:00", "2026-01-12T14:00");
        world.known(names, "2026-02-28T23:00");
        world.at("2026-03-02T09:00");
        world.judge();
        world.judge();
        Credit credit = credits.of(names.agreement).get(0);
        assertThat(credit.state()).isEqualTo(Credit.State.IN_DECISION);
        ProcessInstance decision =
                processes.begun("credit-decision", credit.id().toString());

        Locator form = form(decision, "userTask_decideCredit", manager);
        assertThat(text(form))
                .contains("EUR 1200.00 for Desk for Acme", "1 January 2026 to 31 January 2026", "Owed 1200.00");
        picture(manager, "decide-credit");
        form.locator("label", new Locator.LocatorOptions().setHasText("Approve"))
                .first()
                .click();
        complete(decision, "userTask_decideCredit", manager);
        assertThat(credits.get(credit.id()).state()).isEqualTo(Credit.State.CLAIMABLE);
    }

    @Test
    void whatIsMeasuredOfAThirdPartyIsAgreedInAForm() {
        time.moveTo(MovedTimeSource.START);
        ThreeParties three = new ThreeParties(register, read);
        PersonId manager = new PersonId("tom-" + three.agreement);
        three.person(manager, three.provider, Role.THIRD_PARTY_MANAGER);
        VersionRef ref = three.draft(agreements, Content.PLAIN.thirdParty()).ref();
        ProcessInstance walk = runtime.startProcessInstanceByKey(
                "third-party-onboarding",
                ref + ":" + three.thirdParty,
                Map.of("version", ref.toString(), "thirdParty", three.thirdParty.value()));
        processes.fireDue(walk);
        processes.complete(
                processes.task(walk, "userTask_answerInvitation"), three.contact.value(), Map.of("answer", "accept"));
        processes.fireDue(walk);

        Locator evidence = form(walk, "userTask_provideEvidence", three.contact.value());
        assertThat(text(evidence)).contains("Evidence for The provider-", "Wanted: ");
        picture(three.contact.value(), "provide-evidence");
        for (Task task : processes.tasks(walk, "userTask_provideEvidence")) {
            processes.complete(
                    task,
                    three.contact.value(),
                    Map.of("reference", "certificate 4711", "issuedOn", "2026-01-01", "expiresOn", "2027-01-01"));
            processes.fireDue(walk);
        }
        Locator tracking = form(walk, "userTask_agreeTracking", manager.value());
        assertThat(tracking.innerText()).contains("hosts the tickets");
        picture(manager.value(), "agree-tracking");
        assertThat(tracking.locator("input").count()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void somebodyIsNamedWhereTooFewCanApprove() {
        time.moveTo(MovedTimeSource.START);
        ThreeParties three = new ThreeParties(register, read);
        PersonId owner = new PersonId("olga-" + three.agreement);
        PersonId head = new PersonId("hanna-" + three.agreement);
        PersonId works = new PersonId("otto-" + three.agreement);
        three.person(owner, three.provider, Role.SERVICE_LEVEL_MANAGER);
        three.person(head, three.provider, new Role("it-director"));
        three.person(works, three.provider, Role.OPERATIONS_APPROVER);
        three.person(new PersonId("fred-" + three.agreement), three.provider, Role.FINANCE_APPROVER);
        VersionRef ref =
                three.draft(agreements, Content.PLAIN.price("30000.00")).ref();
        agreements.move(ref, VersionState.NEGOTIATING, three.manager, "offered");
        agreements.move(ref, VersionState.AGREED, three.representative, "accepted");
        ProcessInstance approval =
                runtime.startProcessInstanceByKey("sla-approval", ref.toString(), Map.of("version", ref.toString()));
        processes.fireDue(approval);
        Task vote = processes.tasks(approval, "userTask_approve").stream()
                .filter(task -> works.value().equals(task.getAssignee()))
                .findFirst()
                .orElseThrow();
        processes.complete(vote, works.value(), Map.of("decision", "approve"));
        processes.fireDue(approval);

        Locator form = form(approval, "userTask_findApprovers", owner.value());
        assertThat(text(form))
                .contains("needs 1 more who may decide as finance-approver about 360000.00 EUR")
                .contains("Can be asked already: fred-" + three.agreement);
        form.locator("input[type=text]").first().fill(head.value());
        form.locator("textarea").first().fill("finance is on a trip this week");
        picture(owner.value(), "find-approvers");
        complete(approval, "userTask_findApprovers", owner.value());
        assertThat(approvals.mine(head)).singleElement().satisfies(seat -> assertThat(seat.role())
                .isEqualTo("finance-approver"));
    }

    private ProcessInstance escalation(ReportWorld world, Names names) {
        return processes.begun("breach-escalation", open(world, names).id().toString());
    }

    private Escalation open(ReportWorld world, Names names) {
        return escalations.visibleTo(world.provider(names), null).stream()
                .filter(e -> e.version().agreement().equals(names.agreement))
                .findFirst()
                .orElseThrow();
    }

    /** Opens the form of the task that stands there, as somebody whose task it is. */
    private Locator form(ProcessInstance instance, String element, String person) {
        Task task = processes.tasks(instance, element).get(0);
        assertThat(people(task)).as("who may do " + element).contains(person);
        Page page = page(person);
        page.navigate("about:blank");
        page.navigate("/camunda/app/tasklist/default/#/?task=" + task.getId());
        Locator form = page.locator(".fjs-container");
        form.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        if (task.getAssignee() == null) {
            page.locator("text=Claim").first().click();
            page.waitForLoadState(LoadState.NETWORKIDLE);
        }
        assertThat(form.innerText()).doesNotContain("undefined", "null", "{{", "NaN");
        return form;
    }

    private static String text(Locator form) {
        return form.innerText().replaceAll("\\s+", " ");
    }

    /** Presses the button, and lets the process go on. */
    private void complete(ProcessInstance instance, String element, String person) {
        String task = processes.tasks(instance, element).get(0).getId();
        Page page = Objects.requireNonNull(pages.get(person));
        page.locator("button", new Page.LocatorOptions().setHasText("Complete"))
                .first()
                .click();
        Awaitility.await("the task is done")
                .atMost(Duration.ofSeconds(20))
                .until(() -> tasks.createTaskQuery().taskId(task).count() == 0);
        processes.fireDue(instance);
    }

    private List<String> people(Task task) {
        return tasks.getIdentityLinksForTask(task.getId()).stream()
                .map(IdentityLink::getUserId)
                .filter(Objects::nonNull)
                .toList();
    }

    private Page page(String person) {
        return pages.computeIfAbsent(person, login -> {
            Page page = chromium.page("http://localhost:" + port, Locale.ENGLISH);
            page.navigate("/login");
            page.fill("#username", login);
            page.fill("#password", Browser.PASSWORD);
            page.click("main button[type=submit]");
            page.waitForURL("**/");
            return page;
        });
    }

    private void picture(String person, String name) {
        Objects.requireNonNull(pages.get(person))
                .screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "forms", name + ".png")));
    }
}
