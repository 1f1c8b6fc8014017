package io.surety.security;

import io.surety.workflow.Grant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.stereotype.Component;

/** Brings the engine's authorizations of everybody, the operators and the administrators to exactly what is wanted. */
@Component
class WriteGrants {

    private final AuthorizationService authorizations;

    WriteGrants(AuthorizationService authorizations) {
        this.authorizations = authorizations;
    }

    void write(List<Grant> wanted) {
        Map<String, Grant> byKey = new HashMap<>();
        // A later grant of the same resource stands for the earlier one.
        wanted.forEach(grant -> byKey.put(key(grant), grant));
        Set<String> seen = new HashSet<>();
        for (Authorization existing : existing()) {
            Grant grant = byKey.get(key(existing));
            if (grant == null || !seen.add(key(existing))) {
                authorizations.deleteAuthorization(existing.getId());
            } else {
                set(existing, grant);
            }
        }
        byKey.forEach((key, grant) -> {
            if (!seen.contains(key)) {
                create(grant);
            }
        });
    }

    private List<Authorization> existing() {
        return authorizations.createAuthorizationQuery().list().stream()
                .filter(WriteGrants::isOurs)
                .toList();
    }

    /** What a task grants its candidates, and what a person or group holds on itself, is the engine's own. */
    private static boolean isOurs(Authorization authorization) {
        if (authorization.getAuthorizationType() == Authorization.AUTH_TYPE_GLOBAL) {
            return true;
        }
        boolean ofOneThing = !Authorization.ANY.equals(authorization.getResourceId());
        if (ofOneThing
                && (authorization.getResourceType() == Resources.TASK.resourceType()
                        || authorization.getResourceType() == Resources.GROUP.resourceType())) {
            return false;
        }
        return Groups.CAMUNDA_ADMIN.equals(authorization.getGroupId())
                || (authorization.getGroupId() != null && EngineGrants.isOfOperators(authorization.getGroupId()))
                || authorization.getResourceType() == Resources.FILTER.resourceType();
    }

    private void create(Grant grant) {
        Authorization created = authorizations.createNewAuthorization(
                grant.isGlobal() ? Authorization.AUTH_TYPE_GLOBAL : Authorization.AUTH_TYPE_GRANT);
        if (!grant.isGlobal()) {
            created.setGroupId(grant.group());
        }
        created.setResource(grant.resource());
        created.setResourceId(grant.id());
        set(created, grant);
    }

    private void set(Authorization authorization, Grant grant) {
        authorization.setPermissions(grant.permissions().toArray(Permission[]::new));
        authorizations.saveAuthorization(authorization);
    }

    private static String key(Grant grant) {
        return grant.group() + "/" + grant.resource().resourceType() + "/" + grant.id();
    }

    private static String key(Authorization authorization) {
        String holder = authorization.getAuthorizationType() == Authorization.AUTH_TYPE_GLOBAL
                ? Grant.ALL
                : authorization.getGroupId() != null ? authorization.getGroupId() : "user " + authorization.getUserId();
        return holder + "/" + authorization.getResourceType() + "/" + authorization.getResourceId();
    }
}
