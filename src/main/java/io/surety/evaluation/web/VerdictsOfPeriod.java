package io.surety.evaluation.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.evaluation.period.ReadVerdicts;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The verdicts of an agreement in a period that somebody names. Versions may have different zones, and a verdict's period is
 * written in that of its own version, so each version reads the label for itself.
 */
@Component
class VerdictsOfPeriod {

    private static final Interval ALWAYS = new Interval(Instant.EPOCH, Instant.parse("9999-12-31T00:00:00Z"));

    private final Agreements agreements;
    private final ReadVerdicts verdicts;
    private final TimeSource time;

    VerdictsOfPeriod(Agreements agreements, ReadVerdicts verdicts, TimeSource time) {
        this.agreements = agreements;
        this.verdicts = verdicts;
        this.time = time;
    }

    /**
     * Those whose periods overlap the one that is named, in the order of {@link ReadVerdicts#ORDER}.
     *
     * @param shown the version that the caller sees
     * @param label a day, week, month, quarter or year; all if null
     * @param asOf as published then; as known now if null
     * @throws Refusal {@code period-malformed} if the label is no period, {@code query-invalid} if asOf is still to come
     */
    List<StoredVerdict> read(Version shown, @Nullable String label, @Nullable Instant asOf) {
        String agreement = shown.ref().agreement();
        if (label == null) {
            return in(ALWAYS, agreement, asOf);
        }
        PeriodLabel.parse(zone(shown), label);
        Map<VersionRef, ZoneId> zones = agreements.activated(agreement).stream()
                .collect(Collectors.toMap(Version::ref, VerdictsOfPeriod::zone));
        return zones.values().stream()
                .distinct()
                .flatMap(zone -> in(PeriodLabel.parse(zone, label), agreement, asOf).stream()
                        .filter(stored -> zone.equals(zones.get(stored.verdict().version()))))
                .sorted(ReadVerdicts.ORDER)
                .toList();
    }

    private List<StoredVerdict> in(Interval span, String agreement, @Nullable Instant asOf) {
        return asOf == null
                ? verdicts.of(agreement, span)
                : verdicts.asOf(agreement, span, Horizon.known(asOf, time.now()));
    }

    private static ZoneId zone(Version version) {
        return version.document().spec().period().zone();
    }
}
