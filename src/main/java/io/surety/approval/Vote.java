package io.surety.approval;

import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import java.time.Instant;

/**
 * What one person said.
 *
 * @param task id of the task in which she said it
 * @param reason empty only where she approves
 * @param hash content that she decided about
 */
record Vote(String task, PersonId person, Decision decision, String reason, Instant at, ContentHash hash) {}
