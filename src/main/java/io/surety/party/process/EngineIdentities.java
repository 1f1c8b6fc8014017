package io.surety.party.process;

import io.surety.party.Identities;
import io.surety.party.PersonId;
import io.surety.workflow.ActAsSystem;
import io.surety.workflow.PresetPassword;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Persons as the engine's users: one login for Tasklist, Cockpit and our own pages. */
@Component
class EngineIdentities implements Identities {

    private final IdentityService identity;
    private final TaskService tasks;
    private final ActAsSystem system;
    private final PresetPassword preset;

    EngineIdentities(IdentityService identity, TaskService tasks, ActAsSystem system, PresetPassword preset) {
        this.identity = identity;
        this.tasks = tasks;
        this.system = system;
        this.preset = preset;
    }

    @Override
    public Optional<Identity> find(PersonId id) {
        return Optional.ofNullable(user(id)).map(EngineIdentities::identity);
    }

    @Override
    public Map<PersonId, Identity> all() {
        return system.call(() -> identity.createUserQuery().list()).stream()
                .map(EngineIdentities::identity)
                .collect(Collectors.toMap(Identity::id, i -> i));
    }

    @Override
    public void save(Identity person) {
        User user = named(person);
        system.run(() -> identity.saveUser(user));
    }

    @Override
    public void save(Identity person, String password) {
        User user = named(person);
        user.setPassword(password);
        system.run(() -> preset.save(user));
    }

    private User named(Identity person) {
        User known = user(person.id());
        User user = known == null ? identity.newUser(person.id().value()) : known;
        // the engine keeps two names; ours is one, cut at its last space
        int cut = person.name().lastIndexOf(' ');
        user.setFirstName(cut < 0 ? "" : person.name().substring(0, cut));
        user.setLastName(person.name().substring(cut + 1));
        user.setEmail(person.email());
        return user;
    }

    @Override
    public void join(PersonId person, String group, String groupName) {
        system.run(() -> {
            if (identity.createGroupQuery().groupId(group).count() == 0) {
                Group made = identity.newGroup(group);
                made.setName(groupName);
                made.setType("ROLE");
                identity.saveGroup(made);
            }
            if (!isMember(person, group)) {
                identity.createMembership(person.value(), group);
            }
        });
    }

    @Override
    public void leave(PersonId person, String group) {
        system.run(() -> identity.deleteMembership(person.value(), group));
    }

    @Override
    public boolean isAdministrator(PersonId person) {
        return system.call(() -> isMember(person, Groups.CAMUNDA_ADMIN));
    }

    @Override
    public List<PersonId> administrators() {
        return system
                .call(() -> identity.createUserQuery()
                        .memberOfGroup(Groups.CAMUNDA_ADMIN)
                        .orderByUserId()
                        .asc()
                        .list())
                .stream()
                .map(user -> new PersonId(user.getId()))
                .toList();
    }

    @Override
    public Map<PersonId, Long> openTasks(Collection<PersonId> people) {
        return system.call(() -> {
            Map<PersonId, Long> load = new HashMap<>();
            people.forEach(person -> load.put(
                    person, tasks.createTaskQuery().taskAssignee(person.value()).count()));
            return load;
        });
    }

    private boolean isMember(PersonId person, String group) {
        return identity.createGroupQuery()
                        .groupMember(person.value())
                        .groupId(group)
                        .count()
                > 0;
    }

    private @Nullable User user(PersonId id) {
        return system.call(() -> identity.createUserQuery().userId(id.value()).list().stream()
                        .findFirst())
                .orElse(null);
    }

    private static Identity identity(User user) {
        String name = Stream.of(user.getFirstName(), user.getLastName())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return new Identity(
                new PersonId(user.getId()),
                name.isBlank() ? user.getId() : name,
                user.getEmail() == null ? "" : user.getEmail());
    }
}
