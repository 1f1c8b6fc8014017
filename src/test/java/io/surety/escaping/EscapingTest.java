package io.surety.escaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.DocumentFormat;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.ReadTemplate;
import io.surety.agreement.Templates;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import io.surety.testing.ThreeParties.Content;
import io.surety.testing.WholeApplicationTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/**
 * Whatever takes free text is given an attack, and looked at in a real browser, on each page and in the form of each task:
 * the text is shown as it was written, and nothing of it becomes a part of the page. The last test asks whether a page or a
 * form was forgotten.
 */
@WholeApplicationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EscapingTest {

    @Autowired
    private ApplicationContext context;

    @LocalServerPort
    private int port;

    private LookForAttacks look;

    @BeforeAll
    void start() {
        look = new LookForAttacks(context, port);
    }

    @AfterAll
    void close() {
        if (look != null) {
            look.close();
        }
    }

    @Test
    @Order(1)
    void nothingThatSomebodyWritesIntoADocumentBecomesPartOfAPage() {
        new AttackedLife(context, look).play();
        assertThat(look.worked()).isEmpty();
    }

    @Test
    @Order(2)
    void norWhatIsWrittenAboutCausesClaimsAndVerdicts() {
        new AttackedVerdicts(context, look).play();
        assertThat(look.worked()).isEmpty();
    }

    @Test
    @Order(3)
    void norWhatIsWrittenAboutMissingData() {
        new AttackedVerdicts(context, look).playMissingData();
        assertThat(look.worked()).isEmpty();
    }

    @Test
    @Order(4)
    void norTheNameOfATicketAboutWhichPeopleAreCalled() {
        new AttackedCalls(context, look).playResolved();
        new AttackedCalls(context, look).playLapsed();
        new AttackedCalls(context, look).playCredit();
        assertThat(look.worked()).isEmpty();
    }

    @Test
    @Order(5)
    void norTheTitleOfWhatWaitsForApprovers() {
        context.getBean(MovedTimeSource.class).moveTo(MovedTimeSource.START);
        ThreeParties three = parties();
        PersonId owner = new PersonId("olga-" + three.agreement);
        PersonId works = new PersonId("otto-" + three.agreement);
        three.person(owner, three.provider, Role.SERVICE_LEVEL_MANAGER);
        three.person(works, three.provider, Role.OPERATIONS_APPROVER);
        String text = three.text(Content.PLAIN.price("30000.00"))
                .replace("title: Support", "title: " + Attack.quoted("title"));
        Agreements agreements = context.getBean(Agreements.class);
        VersionRef ref = agreements
                .draft(context.getBean(ReadDocument.class).read(text.getBytes(StandardCharsets.UTF_8)), three.manager)
                .ref();
        agreements.move(ref, VersionState.NEGOTIATING, three.manager, "offered");
        agreements.move(ref, VersionState.AGREED, three.representative, "accepted");
        ProcessInstance approval = context.getBean(RuntimeService.class)
                .startProcessInstanceByKey("sla-approval", ref.toString(), Map.of("version", ref.toString()));
        context.getBean(Processes.class).fireDue(approval);
        Task vote = look.open(approval, "userTask_approve").stream()
                .filter(task -> works.value().equals(task.getAssignee()))
                .findFirst()
                .orElseThrow();
        look.complete(approval, vote, Map.of("decision", "approve"));

        look.form(approval, "userTask_findApprovers", Attack.in("title"));
        assertThat(look.worked()).isEmpty();
    }

    @Test
    @Order(6)
    void norATemplateNorAnAddressThatDoesNotExist() {
        ThreeParties three = parties();
        String template =
                """
                apiVersion: surety/v1
                kind: Template
                metadata: {name: %1$s, title: %5$s}
                placeholders:
                  - {name: promise, example: %2$s, default: %3$s, description: %4$s}
                constraints: []
                """
                                .formatted(
                                        "template-" + three.agreement,
                                        Attack.quoted("example"),
                                        Attack.quoted("fallback"),
                                        Attack.quoted("description"),
                                        Attack.quoted("title"))
                        + three.text(Content.PLAIN)
                                .substring(three.text(Content.PLAIN).indexOf("spec:"))
                                .replace("one place for faults", "\"${promise}\"");
        context.getBean(Templates.class)
                .keep(
                        context.getBean(ReadTemplate.class)
                                .read(template.getBytes(StandardCharsets.UTF_8), DocumentFormat.YAML),
                        three.provider,
                        three.manager);
        look.page(three.manager, "/templates", Attack.in("title"));
        look.page(
                three.manager,
                "/templates/template-" + three.agreement,
                Attack.in("title"),
                Attack.in("example"),
                Attack.in("fallback"),
                Attack.in("description"));
        look.page(three.manager, "/agreements/%22%3E%3Cimg%20src=x%20onerror=window.__pwned=1%3E", 404);
        look.page(three.manager, "/login");
        assertThat(look.worked()).isEmpty();
    }

    @Test
    @Order(7)
    void noPageAndNoFormWasForgotten() throws IOException {
        assertThat(look.templates())
                .containsExactlyInAnyOrderElementsOf(names(Path.of("src/main/resources/templates"), ".html"));
        assertThat(look.forms())
                .containsExactlyInAnyOrderElementsOf(names(Path.of("forms"), ".form").stream()
                        .map(form -> form.substring(form.indexOf('/') + 1))
                        .collect(Collectors.toSet()));
    }

    private ThreeParties parties() {
        return new ThreeParties(context.getBean(RegisterParties.class), context.getBean(ReadDocument.class));
    }

    private static Set<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .collect(Collectors.toSet());
        }
    }
}
