package io.surety.security;

import io.surety.workflow.Grant;
import io.surety.workflow.PresetPassword;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Before the web server starts: the administrator, the shared filters, and the grants are there, and nothing beyond
 * them.
 */
@Component
class PrepareEngine implements SmartInitializingSingleton {

    static final String ADMIN = "admin";

    private final IdentityService identity;
    private final PresetPassword preset;
    private final SharedFilters filters;
    private final WriteGrants grants;
    private final SecuritySettings settings;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final boolean presetAllowed;

    PrepareEngine(
            IdentityService identity,
            PresetPassword preset,
            SharedFilters filters,
            WriteGrants grants,
            SecuritySettings settings,
            TransactionOperations transaction,
            JdbcClient jdbc,
            Environment environment) {
        this.identity = identity;
        this.preset = preset;
        this.filters = filters;
        this.grants = grants;
        this.settings = settings;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.presetAllowed = !environment.acceptsProfiles(Profiles.of(DefaultPasswords.PROFILE));
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            oneNodeAfterTheOther();
            administrators();
            List<Grant> wanted =
                    new ArrayList<>(EngineGrants.wanted(filters.write(), settings.openEngineForOneStart()));
            identity.createGroupQuery().list().forEach(group -> wanted.addAll(EngineGrants.ofGroup(group.getId())));
            grants.write(wanted);
        });
    }

    /** Nodes that start together would both find nothing there, and one of them would fail at the same rows. */
    private void oneNodeAfterTheOther() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('security.prepare-engine', 0))")
                .query(rs -> {});
    }

    private void administrators() {
        if (identity.createGroupQuery().groupId(Groups.CAMUNDA_ADMIN).count() == 0) {
            Group group = identity.newGroup(Groups.CAMUNDA_ADMIN);
            group.setName("Administrators");
            group.setType(Groups.GROUP_TYPE_SYSTEM);
            identity.saveGroup(group);
        }
        if (identity.createUserQuery().userId(ADMIN).count() == 0) {
            User admin = identity.newUser(ADMIN);
            admin.setFirstName("");
            admin.setLastName("Administrator");
            admin.setEmail("admin@localhost");
            admin.setPassword(settings.adminPassword());
            if (presetAllowed) {
                preset.save(admin);
            } else {
                identity.saveUser(admin);
            }
            identity.createMembership(ADMIN, Groups.CAMUNDA_ADMIN);
        }
    }
}
