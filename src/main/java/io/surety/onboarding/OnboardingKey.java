package io.surety.onboarding;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;

/** Which third party is onboarded for which version; written {@code it-support-acme@2:cloudco}, the business key. */
public record OnboardingKey(VersionRef version, OrganisationId thirdParty) {

    /** @throws IllegalArgumentException if the text is not {@code name@number:party} */
    public static OnboardingKey parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new IllegalArgumentException("an onboarding is written name@number:party: " + text);
        }
        return new OnboardingKey(
                VersionRef.parse(text.substring(0, colon)), new OrganisationId(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return version + ":" + thirdParty;
    }
}
