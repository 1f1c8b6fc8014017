package io.surety.negotiation;

/** Where an offer stands; all but {@link #OPEN} are final. */
public enum OfferState {
    OPEN("Solicited"),
    COUNTERED("Advisory"),
    ACCEPTED("Acceptable"),
    REJECTED("Rejected"),
    WITHDRAWN("Rejected"),
    LAPSED("Rejected");

    private final String wsag;

    OfferState(String wsag) {
        this.wsag = wsag;
    }

    /** The state of WS-Agreement Negotiation (GFD.193) that it is exported as. */
    public String wsag() {
        return wsag;
    }
}
