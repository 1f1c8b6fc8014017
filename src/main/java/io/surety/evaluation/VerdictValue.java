package io.surety.evaluation;

/** What a term's period came to (WS-Agreement, section 7.4). */
public enum VerdictValue {
    FULFILLED,
    VIOLATED,
    NOT_DETERMINED
}
