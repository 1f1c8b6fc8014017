package io.surety.evaluation.consequence;

import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.Periods;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The periods of a term, one after another, each by the calendar of the version that holds then. */
final class TermPeriodsInTurn {

    private final List<Version> versions;
    private final String term;
    private final TreeSet<Instant> changes = new TreeSet<>();

    /** @param versions all of the agreement that were activated */
    TermPeriodsInTurn(List<Version> versions, String term) {
        this.versions = versions.stream()
                .filter(version -> calendar(version, term).isPresent())
                .toList();
        this.term = term;
        this.versions.stream()
                .map(Version::validity)
                .flatMap(validity -> Stream.of(validity.from(), validity.to()))
                .forEach(changes::add);
    }

    /**
     * Those that the span touches, whole, by when it comes to them; one that several versions share comes once.
     *
     * @param calendar by which they go until a version holds that has the term; where none does they go on as before
     */
    Set<Interval> touching(Interval span, Periods calendar) {
        Set<Interval> periods = new LinkedHashSet<>();
        Periods going = calendar;
        Instant at = span.from();
        while (at.isBefore(span.to())) {
            going = calendarAt(at).orElse(going);
            Interval period = going.containing(at);
            periods.add(period);
            Instant change = changes.higher(at);
            at = change != null && change.isBefore(period.to()) ? change : period.to();
        }
        return periods;
    }

    /**
     * The calendar of a version that has a period which begins at the instant; empty if none has.
     *
     * @param preferred where several have
     */
    Optional<Periods> beginning(Instant from, VersionRef preferred) {
        return versions.stream()
                .sorted(Comparator.comparing(version -> !version.ref().equals(preferred)))
                .flatMap(version -> calendar(version, term)
                        .filter(calendar -> calendar.containing(from).from().equals(from)
                                && calendar.containing(from).overlaps(version.validity()))
                        .stream())
                .findFirst();
    }

    private Optional<Periods> calendarAt(Instant at) {
        return versions.stream()
                .filter(version -> version.validity().contains(at))
                .findFirst()
                .flatMap(version -> calendar(version, term));
    }

    private static Optional<Periods> calendar(Version version, String term) {
        return version.document()
                .spec()
                .term(term)
                .filter(Term::hasVerdicts)
                .map(found -> new Periods(
                        found.per(), version.document().spec().period().zone()));
    }
}
