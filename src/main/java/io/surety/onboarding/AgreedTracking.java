package io.surety.onboarding;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Term;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What documents say about how a third party is measured: {@code tracking} of the terms of the agreement, and of the contract
 * that binds the third party in it.
 */
@Component
class AgreedTracking {

    private final Agreements agreements;

    AgreedTracking(Agreements agreements) {
        this.agreements = agreements;
    }

    /**
     * @param indicator id of the term that is tracked
     * @param checkedBy the party that checks what is measured
     */
    record Line(String indicator, String source, String where, String by, String checkedBy) {

        @Override
        public String toString() {
            return "%s is measured by %s at %s and delivered by the source %s".formatted(indicator, by, where, source);
        }
    }

    List<Line> of(OnboardingKey key, Instant now) {
        Version version = agreements.get(key.version());
        String thirdParty = key.thirdParty().value();
        Optional<Version> contract = version.document().spec().thirdParties().stream()
                .filter(party -> party.id().equals(thirdParty))
                .flatMap(party -> under(party, now).stream())
                .findFirst();
        return Stream.concat(Stream.of(version), contract.stream())
                .flatMap(one -> one.document().spec().terms().stream())
                .flatMap(term -> line(term, thirdParty).stream())
                .distinct()
                .toList();
    }

    private Optional<Version> under(PartyClause party, Instant now) {
        return Optional.ofNullable(party.under())
                .flatMap(contract -> agreements.inForce(contract, now).or(() -> agreements.newest(contract)));
    }

    private static Optional<Line> line(Term term, String thirdParty) {
        Term.Tracking tracking = term.tracking();
        return tracking != null && tracking.measuredBy().equals(thirdParty)
                ? Optional.of(new Line(
                        term.id(), term.measure().source(), tracking.at(), tracking.measuredBy(), tracking.checkedBy()))
                : Optional.empty();
    }
}
