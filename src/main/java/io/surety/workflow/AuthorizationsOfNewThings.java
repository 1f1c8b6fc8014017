package io.surety.workflow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.springframework.beans.factory.ObjectProvider;

/** A group gets the grants of its role in the moment in which it is made, whoever makes it. */
class AuthorizationsOfNewThings extends DefaultAuthorizationProvider {

    private final ObjectProvider<GrantsOfGroup> grants;

    AuthorizationsOfNewThings(ObjectProvider<GrantsOfGroup> grants) {
        this.grants = grants;
    }

    @Override
    public AuthorizationEntity[] newGroup(Group group) {
        List<AuthorizationEntity> all = new ArrayList<>(Arrays.asList(super.newGroup(group)));
        grants.stream()
                .flatMap(source -> source.of(group.getId()).stream())
                .map(AuthorizationsOfNewThings::entity)
                .forEach(all::add);
        return all.toArray(AuthorizationEntity[]::new);
    }

    private static AuthorizationEntity entity(Grant grant) {
        AuthorizationEntity entity = new AuthorizationEntity(Authorization.AUTH_TYPE_GRANT);
        entity.setGroupId(grant.group());
        entity.setResource(grant.resource());
        entity.setResourceId(grant.id());
        entity.setPermissions(grant.permissions().toArray(Permission[]::new));
        return entity;
    }
}
