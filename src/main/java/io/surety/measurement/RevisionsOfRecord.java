package io.surety.measurement;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All revisions of one id, and what follows from the set of them (domain 5.2): the highest revision counts; two
 * contents of it contradict each other, and then none counts.
 */
class RevisionsOfRecord {

    /** What a stored revision is good for. */
    enum Standing {
        COUNTS,
        CONFLICTING,
        WITHDRAWN,
        OUTDONE
    }

    /** @param withdrawal whether the content only says that the measurement is withdrawn */
    record Revision(int number, String hash, boolean withdrawal) {}

    private final TreeMap<Integer, Set<Revision>> byNumber = new TreeMap<>();

    Outcome add(Revision revision) {
        boolean first = byNumber.isEmpty();
        int highest = first ? -1 : byNumber.lastKey();
        boolean isNew = byNumber.computeIfAbsent(revision.number(), n -> new HashSet<>())
                .add(revision);
        if (!isNew) {
            return Outcome.REPEATED;
        }
        if (revision.number() == highest) {
            return Outcome.CONFLICTING;
        }
        return first || revision.number() < highest ? Outcome.TAKEN : Outcome.CORRECTED;
    }

    Standing standing(Revision revision) {
        Map.Entry<Integer, Set<Revision>> highest = byNumber.lastEntry();
        if (revision.number() < highest.getKey()) {
            return Standing.OUTDONE;
        }
        if (highest.getValue().size() > 1) {
            return Standing.CONFLICTING;
        }
        return revision.withdrawal() ? Standing.WITHDRAWN : Standing.COUNTS;
    }
}
