package io.surety.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockMark;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.ThresholdsReached;
import io.surety.measurement.ItemRef;
import io.surety.party.Absence;
import io.surety.party.AbsencePlan;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.testing.WholeApplicationTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** A breach is told tier by tier, to whom and in which words, until somebody takes it on, on the real engine and database. */
@WholeApplicationTest
class EscalationTest extends EscalationScene {

    @Autowired
    Parties parties;

    @Autowired
    AbsencePlan absences;

    @Autowired
    JdbcClient jdbc;

    @Test
    void climbsTierByTierUntilSomebodyAcknowledgesAndTellsEverybodyHowItEnded() {
        agreement("");
        ClockId clock = mark75("INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(subjects(lead)).containsExactly(name() + ": INC1 is running out of time (critical)");
        assertThat(letters(onCall)).isEmpty();
        assertThat(taskOf(lead)).isPresent();

        time.moveBy(Duration.ofHours(1));
        breach(clock, "INC1", "p1", time.now());
        processes.fireDue(instance);
        assertThat(subjects(onCall)).containsExactly(name() + ": INC1 is past its target (critical)");
        assertThat(taskOf(onCall))
                .as("the open task is offered to whoever is told later")
                .isPresent();

        time.moveBy(Duration.ofMinutes(5).minusMillis(1));
        processes.fireDue(instance);
        assertThat(letters(onCall)).hasSize(1);
        time.moveBy(Duration.ofMillis(1));
        processes.fireDue(instance);
        assertThat(subjects(onCall).get(0)).isEqualTo(name() + ": INC1 still waits for somebody (critical)");
        assertThat(letters(director)).isEmpty();

        time.moveBy(Duration.ofMinutes(10));
        processes.fireDue(instance);
        assertThat(subjects(director)).containsExactly(name() + ": nobody has acknowledged INC1 (critical)");
        assertThat(letters(onCall))
                .as("breach, repeat, and one message for the two repeats since")
                .hasSize(3);

        time.moveBy(Duration.ofMinutes(1));
        processes.complete(taskOf(director).orElseThrow(), director.value(), Map.of("note", "I call the data centre"));
        processes.fireDue(instance);
        assertThat(subjects(lead).get(0)).isEqualTo(name() + ": D director takes care of INC1");
        assertThat(subjects(onCall).get(0)).isEqualTo(name() + ": D director takes care of INC1");
        assertThat(letters(director))
                .as("what had not been sent yet is withdrawn")
                .isEmpty();

        Task resolve = processes.task(instance, "userTask_resolveBreach");
        assertThat(resolve.getAssignee()).isEqualTo(director.value());
        assertThatThrownBy(() -> processes.complete(resolve, director.value(), Map.of("note", " ")))
                .isInstanceOf(Refusal.class)
                .hasMessage("say what was done about it");
        time.moveBy(Duration.ofMinutes(1));
        processes.complete(resolve, director.value(), Map.of("note", "line repaired"));
        processes.fireDue(instance);

        assertThat(processes.isRunning(PROCESS, key())).isFalse();
        assertThat(escalation().state()).isEqualTo(EscalationState.RESOLVED);
        assertThat(subjects(lead).get(0)).isEqualTo(name() + ": INC1 is resolved");
        assertThat(letters(client))
                .as("the customer's people are not on the ladder")
                .isEmpty();
    }

    @Test
    void whatTheFormShowsIsLocalToItsTask() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        Task task = processes.task(instance, "userTask_acknowledgeBreach");

        assertThat(task.getDueDate()).isEqualTo(java.util.Date.from(start.plus(Duration.ofMinutes(15))));
        assertThat(tasks.getVariableLocal(task.getId(), "facts").toString())
                .contains("Support of " + mark)
                .contains("critical");
        assertThat(tasks.getVariableLocal(task.getId(), "items").toString())
                .contains("INC1")
                .contains("past its target")
                .contains("Mon 2 March 2026 10:00:00 Europe/Berlin");
        assertThat(tasks.getVariableLocal(task.getId(), "told").toString()).contains("D oncall");
        processes.complete(task, onCall.value(), Map.of("note", "secret"));
        assertThat(runtime.getVariables(instance.getId())).doesNotContainKeys("note", "facts", "items", "told");
    }

    @Test
    void aStormIsOneCallWithManyItems() {
        agreement("");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (int batch = 0; batch < 3; batch++) {
                String prefix = "INC" + batch;
                events.publishEvent(new ThresholdsReached(IntStream.range(0, 100)
                        .mapToObj(i -> event(
                                new ClockId(UUID.randomUUID()), prefix + "-" + i, "rest", Optional.empty(), start))
                        .toList()));
            }
        });
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);

        assertThat(letters(onCall)).singleElement().satisfies(letter -> {
            assertThat(letter.subject()).contains("(critical)");
            assertThat(letter.body()).contains("Items (300)").contains("… +280");
        });
        assertThat(details().subjectCount()).isEqualTo(300);
    }

    @Test
    void aGraverBreachStartsANewRoundThoughItWasAcknowledged() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "rest", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        assertThat(escalation().severity()).isEqualTo(Severity.MINOR);
        acknowledge(onCall);
        int before = letters(lead).size();

        time.moveBy(Duration.ofMinutes(1));
        breach(new ClockId(UUID.randomUUID()), "INC2", "p1", time.now());
        processes.fireDue(instance);

        assertThat(escalation().round()).isEqualTo(2);
        assertThat(escalation().severity()).isEqualTo(Severity.CRITICAL);
        assertThat(escalation().state()).isEqualTo(EscalationState.OPEN);
        assertThat(letters(lead)).as("tier 1 again").hasSize(before + 1);
        assertThat(processes.tasks(instance, "userTask_acknowledgeBreach")).hasSize(1);
    }

    @Test
    void tellsWhoStandsInAndKeepsBothNames() {
        agreement("");
        absences.enter(
                new Absence(UUID.randomUUID(), onCall, owner, new Interval(start, start.plusSeconds(60)), "ill"),
                start);
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());

        assertThat(letters(onCall)).isEmpty();
        assertThat(letters(owner)).hasSize(1);
        assertThat(details().told()).filteredOn(t -> t.person().equals(owner)).allSatisfy(t -> assertThat(t.insteadOf())
                .contains("D oncall"));
    }

    @Test
    void showsTheOtherPartyTheBreachButNotThePeople() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();
        PersonId stranger = person("stranger", new OrganisationId(mark + "-it"), "x");
        OrganisationId other = new OrganisationId(mark + "-other");
        register.organisation(new Organisation(other, "Other", null));
        PersonId foreign = person("foreign", other, "customer-representative");

        assertThat(escalations.visible(id, parties.caller(client)).told()).isEmpty();
        assertThat(escalations.visible(id, parties.caller(stranger)).told()).isNotEmpty();
        assertThat(escalations.visibleTo(parties.caller(client), null))
                .extracting(Escalation::id)
                .containsExactly(id);
        assertThat(escalations.visibleTo(parties.caller(foreign), null)).isEmpty();
        assertThatThrownBy(() -> escalations.visible(id, parties.caller(foreign)))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
    }

    @Test
    void aBreachOfATargetThatOnlyALaterVersionHasJoinsTheOpenOne_8() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        ProcessInstance instance = onlyInstance();
        processes.fireDue(instance);
        VersionRef first = new VersionRef(name(), 1);
        agreements.move(first, VersionState.CANCELLED, owner, "another draft");
        String later = text("", LADDER)
                .replace(
                        "- {id: rest,",
                        "- {id: p2, when: {priority: [\"2\"]}, calendar: office, within: PT8H}\n"
                                + "        - {id: rest,");
        VersionRef second = agreements
                .draft(read.read(later.getBytes(StandardCharsets.UTF_8)), owner)
                .ref();

        publish(new ThresholdsReached(List.of(new ThresholdReached(
                new ClockId(UUID.randomUUID()),
                second,
                "resolve",
                "p2",
                new ItemRef("tickets", "INC2"),
                ClockMark.BREACH,
                Optional.empty(),
                time.now(),
                false))));
        processes.fireDue(instance);

        assertThat(details().subjects()).extracting(Subject::item).containsExactlyInAnyOrder("INC1", "INC2");
    }

    @Test
    void showsTheirOwnToThoseWhoLookHoweverManyOthersThereAre() {
        agreement("");
        breach(new ClockId(UUID.randomUUID()), "INC1", "p1", start);
        processes.fireDue(onlyInstance());
        EscalationId id = escalation().id();
        jdbc.sql(
                        """
                insert into escalation.escalations (id, agreement, version, policy, term, group_key, provider, customer,
                    obligated, state, severity, round, opened_at, next_due_at, asked)
                select gen_random_uuid(), :others, 1, 'x', 'x', :others, :others, :others || '2', :others, 'RESOLVED', 'MINOR',
                    1, timestamptz '2026-12-01 00:00:00Z', timestamptz '2026-12-01 00:00:00Z', true
                from generate_series(1, 501)""")
                .param("others", mark + "-others")
                .update();
        try {
            assertThat(escalations.visibleTo(parties.caller(client), null))
                    .extracting(Escalation::id)
                    .containsExactly(id);
            assertThat(escalations.visibleTo(parties.caller(onCall), null))
                    .extracting(Escalation::id)
                    .containsExactly(id);
        } finally {
            jdbc.sql("delete from escalation.escalations where agreement = :others")
                    .param("others", mark + "-others")
                    .update();
        }
    }
}
