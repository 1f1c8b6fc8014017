package io.surety.security;

import io.surety.workflow.PresetPassword;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/** Makes logins of their own for a test. */
final class LoginsForTests {

    static final String PASSWORD = "a password for tests 1!";

    private final IdentityService identity;
    private final PresetPassword preset;

    LoginsForTests(IdentityService identity, PresetPassword preset) {
        this.identity = identity;
        this.preset = preset;
    }

    String person(String role) {
        String organisation = "org-" + UUID.randomUUID().toString().substring(0, 8);
        return person(role, organisation);
    }

    String person(String role, String organisation) {
        String id = "p-" + UUID.randomUUID().toString().substring(0, 8);
        User user = identity.newUser(id);
        user.setPassword(PASSWORD);
        preset.save(user);
        String group = organisation + "." + role;
        if (identity.createGroupQuery().groupId(group).count() == 0) {
            Group created = identity.newGroup(group);
            created.setName(group);
            identity.saveGroup(created);
        }
        identity.createMembership(id, group);
        return id;
    }
}
