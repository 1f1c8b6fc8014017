package io.surety.evaluation.preview;

import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Term;
import io.surety.evaluation.verdict.Periods;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A version as it is, and as it would have been with the proposed content: with the same validity and suspensions, so that
 * its part-periods are the same.
 *
 * @param actual null where no version was ever in force
 */
record Assumption(@Nullable Version actual, Version assumed) {

    private static final Duration LONG_AFTER = Duration.ofDays(400);

    /** One for each version that was in force, by their validity; one for all the wanted time if none ever was. */
    static List<Assumption> of(
            List<Version> versions, VersionRef next, AgreementDocument document, ContentHash hash, Interval wanted) {
        List<Assumption> all = versions.stream()
                .filter(version -> version.state().wasActivated())
                .sorted(Comparator.comparing(version -> version.validity().from()))
                .map(version -> new Assumption(version, with(version, document, hash)))
                .toList();
        return all.isEmpty() ? List.of(new Assumption(null, inForce(next, document, hash, wanted))) : all;
    }

    private static Version with(Version version, AgreementDocument document, ContentHash hash) {
        return new Version(
                version.ref(),
                version.state(),
                document,
                hash,
                version.validity(),
                version.suspensions(),
                version.createdBy(),
                version.createdAt());
    }

    private static Version inForce(VersionRef ref, AgreementDocument document, ContentHash hash, Interval wanted) {
        // Long after what is wanted, so that no part-period of it is taken for the last one.
        Interval validity = new Interval(wanted.from(), wanted.to().plus(LONG_AFTER));
        return new Version(
                ref, VersionState.ACTIVE, document, hash, validity, List.of(), PersonId.SYSTEM, wanted.from());
    }

    /** The hull of the last periods of all terms that have ended. */
    static Interval lastPeriods(AgreementDocument document, int periods, Instant now) {
        Instant from = document.spec().terms().stream()
                .map(term -> start(document, term, periods, now))
                .min(Comparator.naturalOrder())
                .orElse(now.minusMillis(1));
        return new Interval(from, now);
    }

    private static Instant start(AgreementDocument document, Term term, int periods, Instant now) {
        Periods of = new Periods(term.per(), document.spec().period().zone());
        Interval period = of.containing(now);
        for (int i = 0; i < periods; i++) {
            period = of.containing(period.from().minusMillis(1));
        }
        return period.from();
    }
}
