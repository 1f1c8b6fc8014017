package io.surety.approval;

import static io.surety.approval.PlainTerms.percent;

import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.Limit;
import io.surety.agreement.document.Measure.ThresholdMeasure;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term.PeriodTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The targets of periods as a person would say them. */
final class ShareWords {

    private ShareWords() {}

    static String target(Measure measure, PeriodTarget target) {
        String where = " on calendar %s, per %s"
                .formatted(target.calendar(), target.per().name().toLowerCase(Locale.ROOT));
        if (measure instanceof VolumeMeasure volume) {
            return volume(volume, target) + where;
        }
        String least = "at least "
                + percent(Objects.requireNonNull(target.atLeast() == null ? target.share() : target.atLeast()));
        if (measure instanceof ThresholdMeasure threshold) {
            return least + " of " + what(threshold) + " " + limit(threshold.limit()) + where;
        }
        return (measure instanceof Measure.AvailabilityMeasure ? "available " : "good ") + least + where;
    }

    private static String what(ThresholdMeasure threshold) {
        return threshold.slice() == null
                ? "the samples"
                : "the slices of " + threshold.slice().text();
    }

    private static String limit(Limit limit) {
        return limit.atMost() == null
                ? "no less than " + Objects.requireNonNull(limit.atLeast()).toPlainString() + " " + limit.unit()
                : "no more than " + limit.atMost().toPlainString() + " " + limit.unit();
    }

    private static String volume(VolumeMeasure volume, PeriodTarget target) {
        List<String> shares = new ArrayList<>();
        if (target.each() != null) {
            shares.add("at least %s of each commitment".formatted(percent(target.each())));
        }
        if (target.weighted() != null) {
            shares.add("at least %s of their value".formatted(percent(target.weighted())));
        }
        return volume.subsets().stream()
                        .map(subset -> subset.committed() + " " + subset.id())
                        .collect(Collectors.joining(", "))
                + ": " + String.join(" and ", shares);
    }
}
