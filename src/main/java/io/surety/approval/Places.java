package io.surety.approval;

import io.surety.party.PersonId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The places of a step that are still to be taken.
 *
 * @param count how many; not negative
 * @param candidates who can take one of them
 */
record Places(long step, int count, Set<PersonId> candidates) {

    /** The same places, without these people. */
    Places without(Set<PersonId> people) {
        Set<PersonId> left = new LinkedHashSet<>(candidates);
        left.removeAll(people);
        return new Places(step, count, left);
    }

    /**
     * How many of the places can be filled when nobody takes two: the size of a greatest matching of people and places,
     * grown by augmenting paths (Kuhn). Chains have a handful of steps, so its square is nothing.
     */
    static int fillable(List<Places> all) {
        Map<PersonId, Places> taken = new HashMap<>();
        int filled = 0;
        for (Places places : all) {
            for (int i = 0; i < places.count(); i++) {
                if (places.fillOne(taken, new HashSet<>())) {
                    filled++;
                }
            }
        }
        return filled;
    }

    /** Finds somebody for one more place; if need be by finding another place's taker a replacement. */
    private boolean fillOne(Map<PersonId, Places> taken, Set<PersonId> asked) {
        for (PersonId person : candidates) {
            if (asked.add(person)) {
                Places holder = taken.get(person);
                if (holder == null || holder.fillOne(taken, asked)) {
                    taken.put(person, this);
                    return true;
                }
            }
        }
        return false;
    }
}
