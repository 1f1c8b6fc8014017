package io.surety.party;

/** A person, her password or her roles changed; published in the transaction that changed them. */
public record PersonChanged(PersonId person) {}
