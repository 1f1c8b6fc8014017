package io.surety.evaluation.consequence;

import io.surety.agreement.VersionRef;

/**
 * A term that a recorded cause would touch if it is confirmed.
 *
 * @param exclusion id of the exclusion that asks for the confirmation
 * @param effect {@code exclude} or {@code excuse}
 */
public record TouchedTerm(String agreement, int version, String title, String term, String exclusion, String effect) {

    VersionRef ref() {
        return new VersionRef(agreement, version);
    }
}
