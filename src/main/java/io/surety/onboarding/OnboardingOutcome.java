package io.surety.onboarding;

/** How a third party's walk ends. */
public enum OnboardingOutcome {
    ADMITTED,
    /** For a while, with something still missing. */
    PROVISIONAL,
    REJECTED
}
