package io.surety.evaluation.ledger;

import io.surety.shared.Interval;

/** That a mark holds over a span, before it is decided which of the marks wins there. */
public record Claim(Interval span, Mark mark) {}
