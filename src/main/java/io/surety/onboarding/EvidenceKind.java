package io.surety.onboarding;

/** What a third party shows before it is admitted. */
public enum EvidenceKind {
    /** Such as a certificate of its information security. */
    SECURITY,
    /** Such as its audited accounts. */
    FINANCE,
    /** Such as its entry in the register and its insurance. */
    LEGAL
}
