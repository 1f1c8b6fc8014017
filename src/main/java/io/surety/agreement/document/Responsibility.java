package io.surety.agreement.document;

/** @param who role or id of the party */
public record Responsibility(String duty, String who) {}
