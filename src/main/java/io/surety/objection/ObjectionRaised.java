package io.surety.objection;

import java.util.UUID;

/** A party objects; published in the transaction that took it, so that the process starts with it. */
public record ObjectionRaised(UUID objection) {}
