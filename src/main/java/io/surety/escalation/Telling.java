package io.surety.escalation;

import io.surety.agreement.document.EscalationPolicy.Channel;
import io.surety.party.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody was told.
 *
 * @param tier from 0
 * @param repetition 0 for the first time
 * @param insteadOf whose turn it was, if that was another
 * @param dueAt the true instant at which it was due
 */
public record Telling(
        int round,
        int tier,
        int repetition,
        PersonId person,
        Optional<PersonId> insteadOf,
        Channel channel,
        Instant dueAt,
        Instant toldAt) {}
