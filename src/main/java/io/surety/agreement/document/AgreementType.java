package io.surety.agreement.document;

/** What kind of contract an agreement is. */
public enum AgreementType {
    /** A provider and its customer. */
    SLA,
    /** Two units of one organisation that together serve a customer. */
    OLA,
    /** Underpinning contract: the provider is the customer of a third party. */
    UC
}
