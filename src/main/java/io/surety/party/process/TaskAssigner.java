package io.surety.party.process;

import io.surety.party.Candidates;
import io.surety.party.ChooseCandidates;
import io.surety.party.PersonId;
import io.surety.party.TaskNeed;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.identity.User;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Hands a task to those who may do it, from its {@code create} listener: to the one who is eligible, or to all of them
 * as candidates, of whom one claims it. Who got it, and instead of whom, is kept in {@code party.task_assignments}.
 */
@Component
public class TaskAssigner {

    private final ChooseCandidates choose;
    private final IdentityService identity;
    private final TimeSource time;
    private final JdbcClient jdbc;

    TaskAssigner(ChooseCandidates choose, IdentityService identity, TimeSource time, JdbcClient jdbc) {
        this.choose = choose;
        this.identity = identity;
        this.time = time;
        this.jdbc = jdbc;
    }

    /** Chooses by role, authority, absence and load, and assigns. */
    public Candidates assign(DelegateTask task, TaskNeed need) {
        Instant now = time.now();
        Candidates candidates = choose.forTask(need, now);
        assign(task, need, candidates, now);
        return candidates;
    }

    private void assign(DelegateTask task, TaskNeed need, Candidates candidates, Instant now) {
        candidates.assignee().ifPresent(person -> task.setAssignee(person.value()));
        if (candidates.assignee().isEmpty()) {
            candidates.people().forEach(person -> task.addCandidateUser(person.value()));
            String group = need.role().groupIn(need.organisation());
            if (members(group).equals(candidates.people().stream().collect(Collectors.toSet()))) {
                // whoever gets the role while the task is open may do it too
                task.addCandidateGroup(group);
            }
        }
        candidates.people().forEach(person -> record(task, need, person, candidates, now));
    }

    private Set<PersonId> members(String group) {
        return identity.createUserQuery().memberOfGroup(group).list().stream()
                .map(User::getId)
                .map(PersonId::new)
                .collect(Collectors.toSet());
    }

    private void record(DelegateTask task, TaskNeed need, PersonId person, Candidates candidates, Instant now) {
        var substitution = candidates.substitutions().stream()
                .filter(s -> s.substitute().equals(person))
                .findFirst();
        jdbc.sql(
                        """
                insert into party.task_assignments
                    (task, process, definition, organisation, role, person, instead_of, reason, assigned_at)
                values (:task, :process, :definition, :organisation, :role, :person, :absent, :reason, :now)
                on conflict (task, person) do nothing""")
                .param("task", task.getId())
                .param("process", task.getProcessInstanceId())
                .param("definition", task.getTaskDefinitionKey())
                .param("organisation", need.organisation().value())
                .param("role", need.role().name())
                .param("person", person.value())
                .param("absent", substitution.map(s -> s.absent().value()).orElse(null))
                .param(
                        "reason",
                        substitution.map(Candidates.Substitution::reason).orElse(null))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
