package io.surety.review;

import io.surety.party.PersonId;
import java.time.Instant;

/**
 * What a participant says.
 *
 * @param satisfaction from 1, very unhappy, to 5, very happy
 */
public record Statement(PersonId person, int satisfaction, String comment, Instant at) {}
