package io.surety.party;

import io.surety.shared.Interval;
import java.util.UUID;

/**
 * A person is away, and somebody stands in for her.
 *
 * @param during {@code [start, end)}
 * @param reason for the record, such as {@code holiday}
 */
public record Absence(UUID id, PersonId person, PersonId substitute, Interval during, String reason) {}
