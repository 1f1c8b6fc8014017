package io.surety.lifecycle;

import io.surety.agreement.VersionRef;
import java.time.Instant;

/**
 * The date of a review cycle has come; published in the transaction that noticed it.
 *
 * @param cycle from 0; the date is anchor + cycle × every
 * @param dueAt the start of that date in the agreement's zone
 */
public record ReviewDue(VersionRef version, int cycle, Instant dueAt) {}
