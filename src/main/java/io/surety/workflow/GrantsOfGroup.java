package io.surety.workflow;

import java.util.List;

/** Says what a group may do in the engine, by its role. */
@FunctionalInterface
public interface GrantsOfGroup {

    /** @param group such as {@code acme.operator}; empty where the role has nothing of its own */
    List<Grant> of(String group);
}
