package io.surety.party;

import java.util.List;
import java.util.Optional;

/**
 * Who gets a task, by role, authority limit, absence and load.
 *
 * @param assignee the one eligible person if there is but one; empty leaves it to the candidates to claim it
 * @param people all who may do it, the least loaded first
 * @param substitutions who was replaced by whom, and why
 */
public record Candidates(Optional<PersonId> assignee, List<PersonId> people, List<Substitution> substitutions) {

    public record Substitution(PersonId absent, PersonId substitute, String reason) {}
}
