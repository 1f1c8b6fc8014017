package io.surety.evaluation;

import java.time.Instant;
import java.util.Optional;

/** Which of a term's violations one is, for tiers that fire on the n-th. */
public interface NumberViolations {

    /**
     * How many violations of the term stand in the contract year in which the violated period ends, this one included;
     * each counts as often as its {@link TermViolated#count() count} says, whatever its target and version.
     *
     * @return empty if it does not stand any more
     */
    Optional<Numbered> number(TermViolated violated);

    /**
     * @param number from 1
     * @param target where the term is judged by target, else empty
     * @param at when it was raised
     * @param retroactive its period was final before, or had ended before the version was activated: it tells nobody
     */
    record Numbered(int number, Optional<String> target, Instant at, boolean retroactive) {}
}
