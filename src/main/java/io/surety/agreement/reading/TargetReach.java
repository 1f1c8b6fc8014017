package io.surety.agreement.reading;

import io.surety.agreement.document.CalendarClause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether any item can come to a target, given what the term counts and what the targets before it take. An item is a
 * point in a space with one axis for each attribute; a condition is a box in it.
 */
final class TargetReach {

    /** Beyond it nothing is said: conditions that no person could read are left to the person who wrote them. */
    private static final int MOST_PIECES = 1_000;

    private static final String OPENED = "opened";
    private static final Values ANY = new Values(true, Set.of());

    private final List<CalendarClause> calendars;

    TargetReach(List<CalendarClause> calendars) {
        this.calendars = calendars;
    }

    /** The values that an attribute may have: those named, or all but those; to have none is one of the others. */
    private record Values(boolean allBut, Set<String> named) {

        Values and(Values other) {
            Set<String> both = new HashSet<>(named);
            if (allBut && other.allBut) {
                both.addAll(other.named);
                return new Values(true, both);
            }
            if (allBut) {
                return other.and(this);
            }
            both.removeIf(value -> other.allBut == other.named.contains(value));
            return new Values(false, both);
        }

        Values minus(Values other) {
            return and(new Values(!other.allBut, other.named));
        }

        boolean isNothing() {
            return !allBut && named.isEmpty();
        }
    }

    /** Whether no item that meets both conditions exists: they ask for different values of one attribute. */
    boolean excludeEachOther(Map<String, List<String>> one, Map<String, List<String>> other) {
        return both(box(one), box(other)).values().stream().anyMatch(Values::isNothing);
    }

    /** Whether whatever meets the conditions {@code where} and {@code when} meets one of the {@code earlier} ones too. */
    boolean isTaken(
            Map<String, List<String>> where, Map<String, List<String>> when, List<Map<String, List<String>>> earlier) {
        List<Map<String, Values>> left = List.of(both(box(where), box(when)));
        for (Map<String, List<String>> condition : earlier) {
            Map<String, Values> taken = box(condition);
            left = left.stream().flatMap(piece -> less(piece, taken).stream()).toList();
            if (left.size() > MOST_PIECES) {
                return false;
            }
        }
        return left.isEmpty();
    }

    private Map<String, Values> box(Map<String, List<String>> condition) {
        Map<String, Values> box = new TreeMap<>();
        condition.forEach((attribute, values) -> {
            if (attribute.equals(OPENED)) {
                values.forEach(calendar -> box.merge(axis(calendar), open(calendar), Values::and));
            } else {
                box.put(attribute, new Values(false, Set.copyOf(values)));
            }
        });
        return box;
    }

    /** A calendar and the complement that is open exactly when it is not share an axis. */
    private String axis(String calendar) {
        return OPENED + "/" + other(calendar);
    }

    private Values open(String calendar) {
        return new Values(!other(calendar).equals(calendar), Set.of("open"));
    }

    private String other(String calendar) {
        return calendars.stream()
                .filter(c -> c.id().equals(calendar))
                .filter(c -> c.holidays() == null && c.dates().isEmpty())
                .map(CalendarClause::complementOf)
                .filter(base -> base != null)
                .findFirst()
                .orElse(calendar);
    }

    private static Map<String, Values> both(Map<String, Values> one, Map<String, Values> other) {
        Map<String, Values> both = new TreeMap<>(one);
        other.forEach((axis, values) -> both.merge(axis, values, Values::and));
        return both;
    }

    /** What of a box lies outside of another, as boxes that do not overlap. */
    private static List<Map<String, Values>> less(Map<String, Values> box, Map<String, Values> taken) {
        List<Map<String, Values>> left = new ArrayList<>();
        Map<String, Values> inside = new TreeMap<>(box);
        for (Map.Entry<String, Values> side : taken.entrySet()) {
            Values here = inside.getOrDefault(side.getKey(), ANY);
            Values outside = here.minus(side.getValue());
            if (!outside.isNothing()) {
                Map<String, Values> piece = new TreeMap<>(inside);
                piece.put(side.getKey(), outside);
                left.add(piece);
            }
            inside.put(side.getKey(), here.and(side.getValue()));
        }
        return left;
    }
}
