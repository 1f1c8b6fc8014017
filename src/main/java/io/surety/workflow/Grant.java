package io.surety.workflow;

import java.util.List;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;

/**
 * What a group, or everybody, may do in the engine.
 *
 * @param group {@code *} for everybody
 * @param id of the resource; {@code *} for all of its kind
 */
public record Grant(String group, Resource resource, String id, List<Permission> permissions) {

    public static final String ALL = "*";

    public Grant {
        permissions = List.copyOf(permissions);
    }

    public static Grant to(String group, Resource resource, String id, Permission... permissions) {
        return new Grant(group, resource, id, List.of(permissions));
    }

    public boolean isGlobal() {
        return group.equals(ALL);
    }
}
