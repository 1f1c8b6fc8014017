package io.surety.agreement;

/**
 * A version is about to come into force; published in the transaction that activates it, before anything else of it, while
 * only the agreement is locked. Whoever has to wait for others does so now: what follows locks what these may be after.
 */
public record ActivationBegun(VersionRef version) {}
