package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.lifecycle.LifecycleRequests;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Offer;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.review.StartReview;
import io.surety.testing.Chromium;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/**
 * A document whose every free text is an attack, looked at in a real browser, on each page and in the form of each task
 * of its life: the text is shown as it was written, and nothing of it becomes a part of the page.
 */
@WholeApplicationTest
class EscapingTest {

    private static final String SCRIPT = "<script>window.__pwned=1</script>";
    private static final String IMAGE = "<img src=/canary-html onerror=window.__pwned=1>";
    private static final String ATTACK = "\"><b id=canary>" + SCRIPT + IMAGE + "![](/canary-markdown) {{1+1}}";

    /** The marks of the fields that the page of the agreement shows to its sides. */
    private static final List<String> SHOWN =
            List.of("title", "duty19", "contact", "service", "excluded", "state", "value", "measured", "task");

    @Autowired
    private RegisterParties register;

    @Autowired
    private Parties parties;

    @Autowired
    private ReadDocument read;

    @Autowired
    private Agreements agreements;

    @Autowired
    private Negotiate negotiate;

    @Autowired
    private LifecycleRequests requests;

    @Autowired
    private StartReview reviews;

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
    private final List<String> attacksThatWorked = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private Chromium chromium;
    private ThreeParties three;

    @BeforeEach
    void people() {
        chromium = Chromium.start();
        time.moveTo(MovedTimeSource.START);
        three = new ThreeParties(register, read);
        for (OrganisationId organisation : List.of(three.provider, three.customer, three.thirdParty)) {
            register.organisation(new Organisation(organisation, attack("organisation"), null));
        }
        three.person(new PersonId("tom-" + three.agreement), three.provider, Role.THIRD_PARTY_MANAGER);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            three.person(new PersonId(role + "-p-" + three.agreement), three.provider, role);
            three.person(new PersonId(role + "-c-" + three.agreement), three.customer, role);
        }
    }

    @AfterEach
    void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    void nothingThatSomebodyWritesIntoADocumentBecomesPartOfAPage() {
        VersionRef ref = agreements
                .draft(read.read(document("12000.00").getBytes(StandardCharsets.UTF_8)), three.manager)
                .ref();
        ProcessInstance life = processes.instance("sla-lifecycle", ref.toString());
        processes.fireDue(life);

        negotiate(ref, life);
        onboard(ref, life);
        approve(ref, life);
        // the onboarding took so long that the approval made it active at once
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.ACTIVE);
        review(ref);
        time.moveBy(Duration.ofDays(7));
        look(three.manager, ref);
        look(three.representative, ref);
        look(three.contact, ref);

        assertThat(seen)
                .contains(
                        "userTask_makeOffer",
                        "userTask_answerOffer",
                        "userTask_consentToDuties",
                        "userTask_answerInvitation",
                        "userTask_provideEvidence",
                        "userTask_decideAdmission",
                        "userTask_startApproval",
                        "userTask_approve",
                        "userTask_giveView",
                        "userTask_decideOutcome");
        assertThat(attacksThatWorked).isEmpty();
    }

    private void negotiate(VersionRef ref, ProcessInstance life) {
        look(life, "userTask_makeOffer", attack("title"), attack("organisation"));
        Instant until = time.now().plus(Duration.ofDays(7));
        Offer first = negotiate.offer(ref, until, Actor.overRest(three.manager));
        processes.fireDue(life);
        look(life, "userTask_answerOffer", attack("title"), attack("organisation"));
        String countered = document("11000.00").replace("duty0\"", "dutyN\"");
        Offer counter = negotiate.counter(
                ref,
                first.hash(),
                null,
                read.read(countered.getBytes(StandardCharsets.UTF_8)),
                until,
                Actor.overRest(three.representative));
        processes.fireDue(life);
        // a list is shown as JSON
        look(life, "userTask_answerOffer", attack("title"), "dutyN\\" + ATTACK);
        negotiate.accept(ref, counter.id(), counter.hash(), Actor.overRest(three.manager));
        processes.fireDue(life);
        look(life, "userTask_consentToDuties", attack("dutyN"), attack("duty19"));
        negotiate.consent(ref, three.thirdParty.value(), counter.hash(), Actor.overRest(three.contact));
        processes.fireDue(life);
    }

    /** The third party accepts and gives no evidence, and is admitted for a while all the same. */
    private void onboard(VersionRef ref, ProcessInstance life) {
        Task invitation = look(life, "userTask_answerInvitation", attack("organisation"), attack("duty19"));
        processes.complete(invitation, three.contact.value(), Map.of("answer", "accept"));
        processes.fireDue(life);
        look(life, "userTask_provideEvidence", attack("organisation"));
        time.moveBy(Duration.ofDays(30));
        processes.fireDue(life);
        Task decision = look(life, "userTask_decideAdmission", attack("organisation"), attack("duty19"));
        processes.complete(
                decision, someone(decision), Map.of("decision", "provisional", "reason", "evidence comes later"));
        processes.fireDue(life);
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
    }

    private void approve(VersionRef ref, ProcessInstance life) {
        look(life, "userTask_startApproval", attack("title"));
        requests.startApproval(three.agreement, parties.caller(three.manager));
        processes.fireDue(life);
        look(life, "userTask_approve", attack("title"), attack("organisation"));
        for (List<Task> open = open(life, "userTask_approve"); !open.isEmpty(); open = open(life, "userTask_approve")) {
            processes.complete(open.get(0), someone(open.get(0)), Map.of("decision", "approve"));
            processes.fireDue(life);
        }
    }

    private void review(VersionRef ref) {
        var review = reviews.extra(ref.agreement(), attack("reason"), "attack", three.manager);
        ProcessInstance instance =
                processes.instance("periodic-review", review.id().toString());
        processes.fireDue(instance);
        look(instance, "userTask_giveView", attack("title"));
        for (Task view : open(instance, "userTask_giveView")) {
            processes.complete(view, someone(view), Map.of("satisfaction", "4", "comment", attack("comment")));
        }
        processes.fireDue(instance);
        look(instance, "userTask_decideOutcome", attack("title"), attack("comment"));
    }

    // ---- the document

    private static String attack(String mark) {
        return mark + ATTACK;
    }

    private static String quoted(String mark) {
        return "'" + attack(mark) + "'";
    }

    /** Every field that takes free text holds an attack; the title is as long as a title may be, and the duties are many. */
    private String document(String price) {
        List<String> duties = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            duties.add("'" + (attack("duty" + i) + " ".repeat(1) + "x".repeat(300)).substring(0, 300) + "'");
        }
        String title = (attack("title") + " " + "x".repeat(300)).substring(0, 300);
        String text = three.text(Content.PLAIN.thirdParty().price(price));
        for (String[] change : new String[][] {
            {"title: Support", "title: '" + title + "'"},
            {"duties: [hosts the tickets]", "duties: [" + String.join(", ", duties) + "]"},
            {
                "role: provider}",
                "role: provider, contacts: [{name: " + quoted("contact")
                        + ", email: nora@x.example, role: service-level-manager}]}"
            },
            {
                "description: one place for faults",
                "description: " + quoted("service") + ", notIncluded: [" + quoted("excluded") + "]"
            },
            {"where: {type: [incident]}", "where: {type: [" + quoted("value") + "]}"},
            {"state: [New]", "state: [" + quoted("state") + "]"},
            {"  review: {", "  responsibilities: [{duty: " + quoted("task") + ", who: customer}]\n  review: {"},
            {
                "supportedBy:",
                "tracking: {measuredBy: " + three.thirdParty + ", at: " + quoted("measured") + ", checkedBy: "
                        + three.provider + "}\n      supportedBy:"
            }
        }) {
            assertThat(text).contains(change[0]);
            text = text.replace(change[0], change[1]);
        }
        return text;
    }

    // ---- looking

    /** Opens the form of the first task that stands there, as somebody whose task it is. */
    private Task look(ProcessInstance root, String element, String... shown) {
        Task task = open(root, element).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is asked at " + element));
        String person = someone(task);
        Page page = page(person);
        page.navigate("/camunda/app/tasklist/default/#/?task=" + task.getId());
        Locator form = page.locator(".fjs-container");
        form.waitFor(new Locator.WaitForOptions()
                .setState(WaitForSelectorState.VISIBLE)
                .setTimeout(30_000));
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        String text = form.innerText().replaceAll("\\s+", " ");
        for (String literal : shown) {
            assertThat(text).as("%s as %s sees it", element, person).contains(literal);
        }
        judge(page, element);
        seen.add(element);
        return task;
    }

    /** The pages of an agreement as one of its people sees them. */
    private void look(PersonId person, VersionRef ref) {
        Page page = page(person.value());
        String own = "/agreements/" + ref.agreement();
        boolean side = !person.equals(three.contact);
        for (String path : List.of("/", "/agreements", own, own + "/reports", own + "/reports/2026-04", "/mailbox")) {
            Response answer = page.navigate(path);
            if (!side && path.contains("/reports")) {
                assertThat(answer.status()).as(path).isIn(403, 404);
                continue;
            }
            assertThat(answer.status()).as(path).isEqualTo(200);
            judge(page, path);
            if (path.startsWith("/agreements") && !path.endsWith("/reports")) {
                assertThat(text(page)).as(path).contains(attack("title"));
            }
        }
        page.navigate(own);
        if (side) {
            String text = text(page);
            assertThat(SHOWN).allMatch(field -> text.contains(attack(field)));
        }
    }

    private static String text(Page page) {
        return page.locator("body").innerText().replaceAll("\\s+", " ");
    }

    /** Whether anything of the attack became an element, a request, a dialog, or was executed. */
    private void judge(Page page, String where) {
        Object found = page.evaluate(
                """
                () => [typeof window.__pwned !== 'undefined' ? 'executed' : '',
                       ...[...document.querySelectorAll('#canary, [src*=canary], [href*=canary], [onerror]')]
                           .map(e => e.outerHTML),
                       ...[...document.querySelectorAll('script')].map(s => s.textContent)
                           .filter(t => t.startsWith('window.__pwned'))].filter(f => f)
                """);
        if (!"[]".equals(String.valueOf(found))) {
            attacksThatWorked.add(where + ": " + found);
        }
    }

    private Page page(String person) {
        return pages.computeIfAbsent(person, login -> {
            Page page = chromium.page("http://localhost:" + port, Locale.ENGLISH);
            page.onDialog(dialog -> {
                attacksThatWorked.add("a dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onRequest(request -> {
                if (request.url().contains("canary")) {
                    attacksThatWorked.add("a request: " + request.url());
                }
            });
            page.navigate("/login");
            page.fill("#username", login);
            page.fill("#password", "surety");
            page.click("section button[type=submit]");
            page.waitForURL("**/");
            return page;
        });
    }

    // ---- the engine

    private List<Task> open(ProcessInstance root, String element) {
        return runtime.createProcessInstanceQuery().list().stream()
                .filter(instance -> root.getRootProcessInstanceId().equals(instance.getRootProcessInstanceId()))
                .flatMap(instance -> processes.tasks(instance, element).stream())
                .toList();
    }

    private String someone(Task task) {
        return task.getAssignee() != null
                ? task.getAssignee()
                : tasks.getIdentityLinksForTask(task.getId()).stream()
                        .map(IdentityLink::getUserId)
                        .filter(java.util.Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
    }
}
