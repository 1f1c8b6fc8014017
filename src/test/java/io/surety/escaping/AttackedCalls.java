package io.surety.escaping;

import io.surety.escalation.Escalation;
import io.surety.escalation.ReadEscalations;
import io.surety.evaluation.period.Credits;
import io.surety.party.PersonId;
import io.surety.reporting.ReportWorld;
import io.surety.reporting.ReportWorld.Names;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;

/** Tickets with a name that is an attack: people are called about them, and a credit is decided about. */
final class AttackedCalls {

    private static final String TITLE = Attack.in("title").replace("\"", "\\\"");

    private final ApplicationContext context;
    private final LookForAttacks look;
    private final Processes processes;
    private final ReportWorld world;

    AttackedCalls(ApplicationContext context, LookForAttacks look) {
        this.context = context;
        this.look = look;
        this.processes = context.getBean(Processes.class);
        this.world = new ReportWorld(context);
    }

    void playResolved() {
        Names names = begin("1000.00");
        ProcessInstance call = late(names);
        Task acknowledge = look.form(call, "userTask_acknowledgeBreach", Attack.in("title"), Attack.in("item"));
        look.complete(call, acknowledge, Map.of("note", Attack.in("taken on")));
        Task resolve = look.form(call, "userTask_resolveBreach", Attack.in("title"), Attack.in("item"));
        look.complete(call, resolve, Map.of("note", Attack.in("resolved")));
        world.open(names, Attack.in("waiting"), "2026-03-02T11:00");
        world.judge();
        for (String organisation : new String[] {names.provider, names.customer}) {
            PersonId person = new PersonId(names.person(organisation));
            look.page(
                    person,
                    "/agreements/" + names.agreement,
                    Attack.in("title"),
                    Attack.in("waiting"),
                    Attack.in("resolved"));
            look.page(person, "/clocks", Attack.in("waiting"));
            look.page(person, "/working-time");
            look.page(person, "/mailbox");
        }
    }

    void playLapsed() {
        Names names = begin("1000.00");
        ProcessInstance call = late(names);
        context.getBean(MovedTimeSource.class).moveBy(Duration.ofDays(30));
        processes.fireDue(call);
        Task task = look.form(call, "userTask_followUpLapsed", Attack.in("title"), Attack.in("item"));
        look.complete(call, task, Map.of("note", Attack.in("followed up")));
    }

    void playCredit() {
        Names names = begin("12000.00");
        world.ticket(names, Attack.in("item"), "2026-01-12T09:00", "2026-01-12T14:00");
        world.known(names, "2026-02-28T23:00");
        world.at("2026-03-02T09:00");
        world.judge();
        world.judge();
        ProcessInstance decision = processes.begun(
                "credit-decision",
                context.getBean(Credits.class).of(names.agreement).get(0).id().toString());
        Task task = look.form(decision, "userTask_decideCredit", Attack.in("title"));
        look.complete(decision, task, Map.of("decision", "refuse", "reason", Attack.in("refused")));
        look.page(
                new PersonId(names.person(names.provider)),
                "/agreements/" + names.agreement + "/reports/2026-01",
                Attack.in("title"));
    }

    private Names begin(String price) {
        return world.begin(TITLE, price);
    }

    private ProcessInstance late(Names names) {
        world.at("2026-03-02T07:00");
        world.open(names, Attack.in("item"), "2026-03-02T07:00");
        world.at("2026-03-02T11:30");
        world.judge();
        Escalation escalation = context.getBean(ReadEscalations.class).visibleTo(world.provider(names), null).stream()
                .filter(e -> e.version().agreement().equals(names.agreement))
                .findFirst()
                .orElseThrow();
        return processes.begun("breach-escalation", escalation.id().toString());
    }
}
