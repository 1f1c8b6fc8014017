package io.surety.escalation;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Term;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds policies in documents, and the ladder of an escalation by them. */
@Component
class Policies {

    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final Tiers tiers;
    private final Subjects subjects;

    Policies(Agreements agreements, ServiceCalendars calendars, Tiers tiers, Subjects subjects) {
        this.agreements = agreements;
        this.calendars = calendars;
        this.tiers = tiers;
        this.subjects = subjects;
    }

    FrozenPolicy of(Escalation escalation) {
        AgreementDocument document = agreements.get(escalation.version()).document();
        return find(document, escalation.policy())
                .orElseThrow(() -> new IllegalStateException(
                        escalation.version() + " has no escalation policy " + escalation.policy()));
    }

    /** For many events that are about few terms: each version is read once. */
    Lookup lookup() {
        return new Lookup();
    }

    /** Finds the policies of one storm. */
    final class Lookup {

        private final Map<VersionRef, AgreementDocument> documents = new HashMap<>();

        private Lookup() {}

        /** Of the term that the event is about; empty if the term has none. */
        Optional<FrozenPolicy> of(Occasion event) {
            AgreementDocument document = documents.computeIfAbsent(
                    event.version(), version -> agreements.get(version).document());
            return document.spec().term(event.term()).map(Term::escalation).flatMap(policy -> find(document, policy));
        }

        /** The same, of a term that is known to have one. */
        FrozenPolicy get(Occasion event) {
            return of(event)
                    .orElseThrow(() ->
                            new IllegalStateException(event.term() + " of " + event.version() + " has no policy"));
        }
    }

    private static Optional<FrozenPolicy> find(AgreementDocument document, String policy) {
        return document.spec().escalations().stream()
                .filter(p -> p.id().equals(policy))
                .map(p -> new FrozenPolicy(document, p))
                .findFirst();
    }

    Ladder ladder(Escalation escalation, FrozenPolicy policy) {
        return new Ladder(
                policy.tiers(),
                tiers.of(escalation.id(), escalation.round()),
                escalation.openedAt(),
                escalation.acknowledgement(),
                escalation.resume(),
                subjects.untoldSince(escalation.id()).filter(since -> wasToldBefore(escalation)),
                tiers.freezes(escalation.id()),
                tiers.frozenSince(escalation.id()),
                moments(escalation, policy));
    }

    /** Before anybody has been told there is nobody to whom a digest could go; the first tier tells of all. */
    private boolean wasToldBefore(Escalation escalation) {
        return tiers.of(escalation.id(), escalation.round()).stream()
                .anyMatch(t -> t.firedAt().isPresent() && !t.skipped());
    }

    Ladder.Moments moments(Escalation escalation, FrozenPolicy policy) {
        return new PolicyMoments(policy.document(), policy.policy(), escalation.severity(), calendars);
    }

    /**
     * When the timer is to wake it. While nobody has acknowledged, never later than the end of an acknowledgement that
     * came right now: so whoever acknowledges need not move the timer, and does not meet the job that it starts.
     */
    Instant nextDue(Escalation escalation, FrozenPolicy policy, Instant now) {
        Instant next = ladder(escalation, policy).nextAfter(now);
        if (escalation.acknowledgement().isPresent()) {
            return next;
        }
        Ladder.Moments moments = moments(escalation, policy);
        return Stream.concat(Stream.of(next), policy.tiers().stream().map(tier -> moments.after(now, tier.ackLasts())))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
