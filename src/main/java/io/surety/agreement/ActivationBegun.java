package io.surety.agreement;

/**
 * A version is about to come into force; published in the transaction that activates it, before anything of it is changed.
 * Whoever has to wait for others does so now: what follows locks what these may be after. Where a version renews itself, the
 * one before has ended already in the same transaction; it brings nothing that anybody would have to wait for.
 */
public record ActivationBegun(VersionRef version) {}
