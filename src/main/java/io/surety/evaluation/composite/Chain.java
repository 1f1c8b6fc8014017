package io.surety.evaluation.composite;

import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import java.util.List;
import java.util.Optional;

/**
 * What carries an availability ({@code supportedBy}), in one of its part-periods.
 *
 * @param goal that the term itself has to reach
 * @param achieved by the term itself; empty while it is not determined
 * @param links in the order of the document
 * @param expected of the promises together, if they are independent; empty if one of them is not known here
 * @param expectedAchieved the same of what the links achieved
 * @param guaranteed if each link just fulfils its own agreement, independent or not; empty where an agreement puts no figure
 *     on the downtime that it allows
 */
public record Chain(
        String agreement,
        int version,
        String term,
        Interval period,
        Ratio goal,
        Optional<Ratio> achieved,
        List<Link> links,
        Optional<Ratio> expected,
        Optional<Ratio> expectedAchieved,
        Optional<Ratio> guaranteed) {

    /** How a link is needed. */
    public enum As {
        SERIAL,
        PARALLEL,
        OWN
    }

    /** Why nothing can be said of a link. */
    public enum Unknown {
        /** No such agreement was in force in the period, or it has no such term. */
        NOT_IN_FORCE,
        /** The reader is no side of the agreement. */
        NOT_SHARED,
        /** It promises no availability. */
        NO_AVAILABILITY
    }

    /**
     * @param agreement null for own work, as is the term
     * @param promised share of its own agreed service time; of own work what it leaves of that of the term
     * @param achieved in the same period; empty where it was judged over others, or is not determined
     * @param unknown why there is no promise; empty if there is
     */
    public record Link(
            Optional<String> agreement,
            Optional<String> term,
            As as,
            Optional<Ratio> promised,
            Optional<Ratio> achieved,
            Optional<Unknown> unknown) {}

    /** Whether what is promised to the term is expected to carry what it promises; empty if that cannot be said. */
    public Optional<Boolean> carries() {
        return expected.map(all -> all.compareTo(goal) >= 0);
    }

    /** Whether the term is reached for sure if each link just fulfils its own agreement; empty if that cannot be said. */
    public Optional<Boolean> proven() {
        return guaranteed.map(least -> least.compareTo(goal) >= 0);
    }

    /** The link that promises least among those that are all needed; empty if it cannot be said. */
    public Optional<Link> weakest() {
        return expected.flatMap(
                all -> links.stream().filter(link -> link.as() != As.PARALLEL).min((one, other) -> one.promised()
                        .orElse(Ratio.ONE)
                        .compareTo(other.promised().orElse(Ratio.ONE))));
    }
}
