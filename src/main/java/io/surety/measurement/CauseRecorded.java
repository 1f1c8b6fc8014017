package io.surety.measurement;

/**
 * An outage or a maintenance window was recorded, corrected, contradicted or withdrawn; published in the transaction that
 * did it. Whoever asks for confirmations looks at it before that transaction commits, when it is known who has confirmed
 * it by recording it.
 */
public record CauseRecorded(String source, String id) {}
