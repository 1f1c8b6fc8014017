package io.surety.evaluation.volume;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.Measure;
import io.surety.agreement.document.Measure.VolumeMeasure;
import io.surety.agreement.document.Term;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.period.PreviewedItems;
import io.surety.evaluation.verdict.ItemCondition;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.measurement.Measurements;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Judges {@code volume} terms from the deliveries that are kept. */
@Component
class JudgeVolumeMeasures implements JudgeMeasure {

    private final DeliveryRows rows;
    private final Measurements measurements;
    private final ServiceCalendars calendars;

    JudgeVolumeMeasures(DeliveryRows rows, Measurements measurements, ServiceCalendars calendars) {
        this.rows = rows;
        this.measurements = measurements;
        this.calendars = calendars;
    }

    @Override
    public boolean judges(Measure measure) {
        return measure instanceof VolumeMeasure;
    }

    /** Until its end a running period may still be fulfilled by one great delivery, so it is never lost. */
    @Override
    public Judgement judge(Version version, Term term, PartPeriod period, Instant now) {
        return judge(
                version,
                term,
                period,
                rows.of(version.ref(), term.id(), ItemCondition.needed(version, term, period)),
                now);
    }

    @Override
    public Judgement preview(Version version, Term term, PartPeriod period, PreviewedItems items, Instant now) {
        return judge(version, term, period, items.deliveries(version.ref(), term.id()), now);
    }

    private Judgement judge(Version version, Term term, PartPeriod period, List<Delivered> known, Instant now) {
        List<Delivered> delivered =
                known.stream().filter(d -> !d.at().isAfter(now)).toList();
        Optional<Instant> watermark = measurements.watermark(term.measure().source());
        Instant spoken = watermark.orElse(Instant.EPOCH);
        Instant until = spoken.isBefore(now) ? spoken : now;
        ServiceCalendar calendar = calendars.of(
                version.document(),
                Objects.requireNonNull(term.target(), "lint has made sure that a volume has a target")
                        .calendar());
        return new Judgement(
                new JudgeVolume(version, term, period, calendar, delivered, until).judge(), watermark, false);
    }
}
