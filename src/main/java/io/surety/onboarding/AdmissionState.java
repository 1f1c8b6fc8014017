package io.surety.onboarding;

/** Where a third party stands with a party that relies on it. */
public enum AdmissionState {
    ADMITTED,
    PROVISIONAL,
    /** Its evidence has expired; a renewal runs. */
    SUSPENDED,
    REJECTED;

    /** Whether it may serve, as long as it has not expired. */
    public boolean mayServe() {
        return this == ADMITTED || this == PROVISIONAL;
    }
}
