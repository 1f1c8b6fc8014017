package io.surety.party;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where logins are kept: name, mail and password of each person, once, and the groups that tasks are offered to. */
public interface Identities {

    Optional<Identity> find(PersonId id);

    /** Of all that have a login, by id. */
    Map<PersonId, Identity> all();

    /** Makes or changes name and mail. */
    void save(Identity identity);

    /** Makes or changes name, mail and password, past the password policy. */
    void save(Identity identity, String password);

    /** Makes the group if there is none, and the person its member. */
    void join(PersonId person, String group, String groupName);

    void leave(PersonId person, String group);

    boolean isAdministrator(PersonId person);

    List<PersonId> administrators();

    /** How many open tasks each of them has been assigned; whoever has none may be missing. */
    Map<PersonId, Long> openTasks(Collection<PersonId> people);

    /** What is known of a person only here. */
    record Identity(PersonId id, String name, String email) {}
}
