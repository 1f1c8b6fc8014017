package io.surety.objection;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a party objects to, and how far that has come.
 *
 * @param term whose verdict it holds back, for one period
 * @param period the calendar period
 * @param subject the verdict's id; the clock's id; of a pause {@code <clock>@<instant>}; of a cause {@code source/id}
 * @param objector the side that objects, or a third party that a cause names
 * @param answerer the other side; to a third party the provider
 */
public record Objection(
        UUID id,
        VersionRef version,
        String term,
        Interval period,
        About about,
        String subject,
        OrganisationId objector,
        OrganisationId answerer,
        String reason,
        String evidence,
        State state,
        PersonId raisedBy,
        Instant raisedAt,
        Optional<Instant> endedAt) {

    /** To what one may object. */
    public enum About {
        VERDICT,
        BREACH,
        PAUSE,
        CAUSE
    }

    /** How far it has come. */
    public enum State {
        /** The other side answers, with evidence. */
        ANSWER_DUE,
        /** The objector decides whether that settles it. */
        ANSWERED,
        /** Somebody above whoever answered decides. */
        ONE_LEVEL_UP,
        /** Something is wrong, and has to be corrected by the ordinary ways. */
        CORRECTION_DUE,
        /** Nothing was wrong. */
        STANDS,
        /** It was corrected, and is judged anew. */
        CORRECTED
    }

    /**
     * One thing that was said.
     *
     * @param person empty where somebody was silent for too long
     */
    public record Act(Kind kind, Optional<PersonId> person, String comment, String evidence, Instant at) {

        /** What was said. */
        public enum Kind {
            CONTESTED,
            CONCEDED,
            ACCEPTED,
            INSISTED,
            /** One level up: it stands. */
            UPHELD,
            /** One level up: it has to be corrected. */
            OVERRULED,
            CORRECTED,
            UNANSWERED,
            UNDECIDED
        }
    }
}
