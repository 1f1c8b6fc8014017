package io.surety;

import static io.surety.testing.Browser.basic;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.lifecycle.LifecycleRequests;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Offer;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.review.StartReview;
import io.surety.testing.Browser;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Two customers of one provider, each with an agreement that the same third party helps to keep. Whoever is asked sees
 * through the engine's REST API what her task needs, and nothing of an agreement that is not hers.
 */
@WholeApplicationTest
class PrivacyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HERE = "/engine-rest";
    private static final String WEBAPP = "/camunda/api/engine/engine/default";

    /** What a person without rights finds empty or closed, beside the tasks that are hers. */
    private static final List<String> LISTS = List.of(
            "/process-instance",
            "/history/process-instance",
            "/history/variable-instance",
            "/history/activity-instance",
            "/history/task",
            "/history/detail",
            "/history/identity-link-log",
            "/history/decision-instance",
            "/history/user-operation",
            "/history/incident",
            "/history/job-log",
            "/history/external-task-log",
            "/incident",
            "/job",
            "/event-subscription",
            "/external-task",
            "/deployment",
            "/authorization",
            "/batch");

    private static final String PRICE_ONE = "12345.67";
    private static final String PRICE_TWO = "11543.21";

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

    /** What nobody but the people of one customer may see, and the people of its provider. */
    private final Map<ThreeParties, Set<String>> secrets = new HashMap<>();

    private final Map<String, Browser> sessions = new HashMap<>();
    private final Set<String> stages = new TreeSet<>();
    private ThreeParties one;
    private ThreeParties two;

    @BeforeEach
    void people() {
        time.moveTo(MovedTimeSource.START);
        one = new ThreeParties(register, read);
        two = new ThreeParties(register, read);
        secret(one, PRICE_ONE);
        secret(two, PRICE_TWO);
        person(new PersonId("tom-" + one.agreement), one.provider, Role.THIRD_PARTY_MANAGER);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            person(new PersonId(role + "-p-" + one.agreement), one.provider, role);
            person(new PersonId(role + "-c-" + one.agreement), one.customer, role);
            person(new PersonId(role + "-c-" + two.agreement), two.customer, role);
        }
    }

    private void person(PersonId person, OrganisationId organisation, Role role) {
        one.person(person, organisation, role);
    }

    private void secret(ThreeParties parties, String price) {
        secrets.put(
                parties, new TreeSet<>(List.of(parties.agreement, parties.customer.value(), title(parties), price)));
    }

    private Set<String> secretsOf(ThreeParties parties) {
        return Objects.requireNonNull(secrets.get(parties));
    }

    private static String title(ThreeParties parties) {
        return "Title of " + parties.representative;
    }

    @Test
    void nobodyFindsAnythingOfAnAgreementThatIsNotHers() throws Exception {
        VersionRef first = draft(one, PRICE_ONE);
        VersionRef second = draft(two, PRICE_TWO);
        everybodyLooks("make offer");
        agree(one, first, () -> everybodyLooks("answer offer of one"));
        agree(two, second, () -> everybodyLooks("answer offer of two"));
        everybodyLooks("consent");
        consent(one, first);
        consent(two, second);
        everybodyLooks("invitation");
        onboard(first);
        onboard(second);
        everybodyLooks("start approval");
        requests.startApproval(one.agreement, parties.caller(one.manager));
        requests.startApproval(two.agreement, parties.caller(one.manager));
        processes.fireDue(life(first));
        processes.fireDue(life(second));
        everybodyLooks("approve");
        approve(first);
        approve(second);
        review(one);
        review(two);
        everybodyLooks("review");

        assertThat(stages)
                .contains(
                        "userTask_makeOffer",
                        "userTask_answerOffer",
                        "userTask_consentToDuties",
                        "userTask_answerInvitation",
                        "userTask_startApproval",
                        "userTask_approve",
                        "userTask_giveView");
    }

    // ---- the walk

    private VersionRef draft(ThreeParties of, String price) {
        VersionRef ref =
                agreements.draft(read.read(bytes(of, price)), one.manager).ref();
        secretsOf(of).add(agreements.get(ref).hash().hex());
        processes.fireDue(life(ref));
        return ref;
    }

    /** The second agreement has the provider and the third party of the first. */
    private byte[] bytes(ThreeParties of, String price) {
        return of.text(Content.PLAIN.thirdParty().price(price))
                .replace("title: Support", "title: " + title(of))
                .replace(two.provider.value(), one.provider.value())
                .replace(two.thirdParty.value(), one.thirdParty.value())
                .getBytes(StandardCharsets.UTF_8);
    }

    private interface Look {
        void now() throws IOException;
    }

    private void agree(ThreeParties of, VersionRef ref, Look look) throws IOException {
        Offer offer = negotiate.offer(ref, time.now().plus(Duration.ofDays(60)), Actor.overRest(one.manager));
        processes.fireDue(life(ref));
        look.now();
        negotiate.accept(ref, offer.id(), offer.hash(), Actor.overRest(of.representative));
        processes.fireDue(life(ref));
    }

    private void consent(ThreeParties of, VersionRef ref) {
        negotiate.consent(ref, one.thirdParty.value(), agreements.get(ref).hash(), Actor.overRest(one.contact));
        processes.fireDue(life(ref));
    }

    private void onboard(VersionRef ref) {
        for (Task invitation : open(ref, "userTask_answerInvitation")) {
            processes.complete(invitation, one.contact.value(), Map.of("answer", "accept"));
            processes.fireDue(life(ref));
        }
        if (!open(ref, "userTask_provideEvidence").isEmpty()) {
            time.moveBy(Duration.ofDays(30));
            processes.fireDue(life(ref));
        }
        for (Task decision : open(ref, "userTask_decideAdmission")) {
            processes.complete(
                    decision, someone(decision), Map.of("decision", "provisional", "reason", "evidence comes later"));
            processes.fireDue(life(ref));
        }
    }

    private void approve(VersionRef ref) {
        for (List<Task> open = open(ref, "userTask_approve"); !open.isEmpty(); open = open(ref, "userTask_approve")) {
            processes.complete(open.get(0), someone(open.get(0)), Map.of("decision", "approve"));
            processes.fireDue(life(ref));
        }
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.ACTIVE);
    }

    private void review(ThreeParties of) {
        String review =
                reviews.extra(of.agreement, "a merger", "m", one.manager).id().toString();
        processes.fireDue(processes.instance("periodic-review", review));
    }

    // ---- looking

    private void everybodyLooks(String stage) throws IOException {
        Set<String> ofOne = secretsOf(one);
        Set<String> ofTwo = secretsOf(two);
        Set<String> ofBoth = new TreeSet<>(ofOne);
        ofBoth.addAll(ofTwo);
        looks(stage, one.representative, ofTwo);
        looks(stage, two.representative, ofOne);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            looks(stage, new PersonId(role + "-c-" + one.agreement), ofTwo);
            looks(stage, new PersonId(role + "-c-" + two.agreement), ofOne);
        }
        looks(stage, one.contact, Set.of(PRICE_ONE, PRICE_TWO, title(one), title(two)));
        looks(stage, one.stranger, ofBoth);
        looks(stage, two.manager, ofBoth);
        looks(stage, two.contact, ofBoth);
        looks(stage, one.manager, Set.of());
    }

    /** Reads all that a person can through both roots, and holds it against what is secret from her. */
    private void looks(String stage, PersonId person, Set<String> secret) throws IOException {
        for (String root : List.of(HERE, WEBAPP)) {
            for (JsonNode task : read(person, root + "/task")) {
                stages.add(task.path("taskDefinitionKey").asText());
                String its = root + "/task/" + task.path("id").asText();
                keepsSecret(stage, person, its, secret);
                for (String part :
                        List.of("/variables", "/localVariables", "/form-variables", "/identity-links", "/comment")) {
                    keepsSecret(stage, person, its + part, secret);
                }
                String instance = root + "/process-instance/"
                        + task.path("processInstanceId").asText();
                keepsSecret(stage, person, instance, secret);
                keepsSecret(stage, person, instance + "/variables", secret);
                keepsSecret(stage, person, instance + "/activity-instances", secret);
                keepsSecret(
                        stage,
                        person,
                        root + "/execution/" + task.path("executionId").asText() + "/localVariables",
                        secret);
            }
            keepsSecret(stage, person, root + "/task?maxResults=1000", secret);
            keepsSecret(stage, person, root + "/variable-instance", secret);
            keepsSecret(stage, person, root + "/execution", secret);
            keepsSecret(stage, person, root + "/user", secret);
            keepsSecret(stage, person, root + "/group", secret);
            for (String list : LISTS) {
                HttpResponse<String> answer = get(person, root + list);
                if (answer.statusCode() == 200) {
                    assertThat(JSON.readTree(answer.body()))
                            .as("%s: %s of %s", stage, root + list, person)
                            .allMatch(PrivacyTest::isTheEnginesOwn);
                } else {
                    assertThat(answer.statusCode()).as(answer.body()).isIn(401, 403, 404);
                }
            }
        }
    }

    /** The engine lets everybody see the jobs of its own housekeeping, which belong to no process. */
    private static boolean isTheEnginesOwn(JsonNode entry) {
        String type = entry.path("jobDefinitionType").asText();
        return entry.path("processInstanceId").isNull()
                && entry.path("processDefinitionKey").isNull()
                && (type.equals("history-cleanup") || entry.has("dueDate"));
    }

    private void keepsSecret(String stage, PersonId person, String path, Set<String> secret) {
        String answer = get(person, path).body();
        for (String word : secret) {
            assertThat(answer).as("%s: %s of %s", stage, path, person).doesNotContain(word);
        }
    }

    private JsonNode read(PersonId person, String path) throws IOException {
        HttpResponse<String> answer = get(person, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> get(PersonId person, String path) {
        if (path.startsWith(HERE)) {
            return new Browser(port).get(path, "Authorization", basic(person.value(), "surety"));
        }
        return sessions.computeIfAbsent(person.value(), this::session).get(path, "Accept", "application/json");
    }

    private Browser session(String person) {
        Browser browser = new Browser(port);
        browser.login(person, "surety");
        browser.get("/camunda/app/tasklist/default/", "Accept", "text/html");
        return browser;
    }

    // ---- the engine

    private ProcessInstance life(VersionRef ref) {
        return processes.instance("sla-lifecycle", ref.toString());
    }

    private List<Task> open(VersionRef ref, String element) {
        String root = life(ref).getRootProcessInstanceId();
        List<Task> found = new ArrayList<>();
        for (ProcessInstance instance : runtime.createProcessInstanceQuery().list()) {
            if (root.equals(instance.getRootProcessInstanceId())) {
                found.addAll(processes.tasks(instance, element));
            }
        }
        return found;
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
