package io.surety.evaluation.clock;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure.DurationMeasure;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Scope;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.ClockTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which target of which agreement an item comes under. */
final class Matching {

    /** The most specific scope wins, then the higher rank, then the later start; the name only makes it certain. */
    private static final Comparator<Version> WINNER_FIRST = Comparator.comparing(
                    (Version v) -> v.document().spec().scope())
            .thenComparing(v -> v.document().spec().rank(), Comparator.reverseOrder())
            .thenComparing(v -> v.validity().from(), Comparator.reverseOrder())
            .thenComparing(v -> v.ref().agreement());

    private final List<Version> versions;
    private final ServiceCalendars calendars;
    private final String source;

    /** @param source the one that delivers the items */
    Matching(List<Version> versions, ServiceCalendars calendars, String source) {
        this.versions = versions;
        this.calendars = calendars;
        this.source = source;
    }

    /** @param lost targets and agreements that match too, with the reason why they lost */
    record Match(ClockTarget target, List<String> lost) {}

    /**
     * The target that wins for an item with the attributes whose clock starts at {@code start}.
     *
     * @return empty if the version is not in force at the start, if the item does not match the term, or if another
     *     agreement of the same type and obligated party wins
     */
    Optional<Match> match(Version version, Term term, Map<String, String> attributes, Instant start) {
        List<ClockTarget> matching = targets(version, term, attributes, start);
        if (matching.isEmpty() || !version.inForceAt(start)) {
            return Optional.empty();
        }
        List<Version> rivals = versions.stream()
                .filter(v -> rivals(v, version) && v.inForceAt(start))
                .filter(v -> v.equals(version) || owes(v, obligated(version, term), attributes, start))
                .sorted(WINNER_FIRST)
                .toList();
        if (!rivals.get(0).ref().equals(version.ref())) {
            return Optional.empty();
        }
        List<String> lost = new ArrayList<>();
        matching.stream()
                .skip(1)
                .forEach(t ->
                        lost.add("target " + t.id() + ": " + matching.get(0).id() + " comes first"));
        rivals.stream().skip(1).forEach(v -> lost.add("agreement " + v.ref() + ": " + why(version, v)));
        return Optional.of(new Match(matching.get(0), List.copyOf(lost)));
    }

    /**
     * Whether an item delivered with the attributes counts in a {@code volume} term of the version, and not in that of
     * another agreement of the same type and obligated party, which wins as with clocks.
     */
    boolean countsIn(Version version, Term term, Map<String, String> attributes, Instant delivered) {
        if (!isDeliveredTo(version, term, attributes) || !version.inForceAt(delivered)) {
            return false;
        }
        return versions.stream()
                .filter(v -> rivals(v, version) && v.inForceAt(delivered))
                .filter(v -> v.equals(version)
                        || v.document().spec().terms().stream()
                                .anyMatch(t -> obligated(v, t).equals(obligated(version, term))
                                        && isDeliveredTo(v, t, attributes)))
                .min(WINNER_FIRST)
                .filter(winner -> winner.ref().equals(version.ref()))
                .isPresent();
    }

    private boolean isDeliveredTo(Version version, Term term, Map<String, String> attributes) {
        Spec spec = version.document().spec();
        return term.measure() instanceof VolumeMeasure measure
                && measure.source().equals(source)
                && Attributes.hold(measure.where(), attributes)
                && serves(spec, attributes)
                && spec.isWithin(attributes.getOrDefault("service", ""), term.service());
    }

    /** Whether the item comes under some {@code duration} term of a version in force at the instant. */
    boolean matchesAny(Map<String, String> attributes, Instant at) {
        return versions.stream().filter(v -> v.inForceAt(at)).anyMatch(v -> v.document().spec().terms().stream()
                .anyMatch(t -> !targets(v, t, attributes, at).isEmpty()));
    }

    /** The id of the party that owes the term. */
    static String obligated(Version version, Term term) {
        Spec spec = version.document().spec();
        return spec.obligated(term).id();
    }

    /** The id of a party, which documents also call by its role. */
    static String party(Version version, String name) {
        Spec spec = version.document().spec();
        return switch (name) {
            case "provider" -> spec.provider().id();
            case "customer" -> spec.customer().id();
            default -> name;
        };
    }

    private static boolean rivals(Version other, Version version) {
        return other.ref().equals(version.ref())
                || (!other.ref().agreement().equals(version.ref().agreement())
                        && other.document().spec().type()
                                == version.document().spec().type());
    }

    private boolean owes(Version version, String party, Map<String, String> attributes, Instant start) {
        return version.document().spec().terms().stream()
                .anyMatch(t -> obligated(version, t).equals(party)
                        && !targets(version, t, attributes, start).isEmpty());
    }

    private List<ClockTarget> targets(Version version, Term term, Map<String, String> attributes, Instant start) {
        Spec spec = version.document().spec();
        if (!(term.measure() instanceof DurationMeasure measure)
                || !measure.source().equals(source)
                || !Attributes.hold(measure.where(), attributes)
                || !serves(spec, attributes)
                || !spec.isWithin(attributes.getOrDefault("service", ""), term.service())) {
            return List.of();
        }
        return term.targets().stream()
                .filter(t -> applies(version, t, attributes, start))
                .toList();
    }

    private static boolean serves(Spec spec, Map<String, String> attributes) {
        return spec.scope() == Scope.SERVICE || spec.customer().id().equals(attributes.get("customer"));
    }

    private boolean applies(Version version, ClockTarget target, Map<String, String> attributes, Instant start) {
        Map<String, List<String>> wanted = new HashMap<>(target.when());
        List<String> opened = wanted.remove("opened");
        return Attributes.hold(wanted, attributes)
                && (opened == null
                        || opened.stream()
                                .anyMatch(
                                        c -> calendars.of(version.document(), c).isOpen(start)));
    }

    private static String why(Version winner, Version loser) {
        Spec won = winner.document().spec();
        Spec lost = loser.document().spec();
        if (won.scope() != lost.scope()) {
            return winner.ref() + " has the more specific scope";
        }
        return winner.ref() + (won.rank() != lost.rank() ? " has the higher rank" : " starts later");
    }
}
