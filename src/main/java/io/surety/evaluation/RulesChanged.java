package io.surety.evaluation;

import java.time.Instant;

/** What is judged may come to something else, because the rules are later than before: of time zones, or of judging. */
public record RulesChanged(Instant at) {}
