package io.surety.objection;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.AgreementDocument;
import io.surety.calendar.Due;
import io.surety.calendar.Span;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Until when one may object, and until when each side has its say; on the agreement's calendar. */
@Component
public class ObjectionTimes {

    /** Half of what a party has to object by default, for each word. */
    private static final Span TIME_FOR_A_WORD = new Span.BusinessDays(5);

    private static final Duration WITHOUT_A_CALENDAR = Duration.ofDays(7);

    private final Agreements agreements;
    private final ServiceCalendars calendars;
    private final Verdicts verdicts;

    ObjectionTimes(Agreements agreements, ServiceCalendars calendars, Verdicts verdicts) {
        this.agreements = agreements;
        this.calendars = calendars;
        this.verdicts = verdicts;
    }

    /**
     * {@code objectWithin} after the period's verdict was last published with what it says now; empty while the period has
     * not been reported, when one may object all the same.
     */
    Optional<Instant> objectUntil(Disputed disputed) {
        Span within = disputed.version().document().spec().reporting().objectWithin();
        return verdicts
                .of(
                        disputed.version().ref(),
                        disputed.term().id(),
                        disputed.period().from())
                .stream()
                .filter(stored -> stored.state() != PeriodState.RUNNING)
                .map(StoredVerdict::id)
                .map(verdicts::saidAt)
                .max(Comparator.naturalOrder())
                .map(said -> after(disputed.version(), said, within));
    }

    /** Until when whoever has the word should have used it, counted from an instant. */
    public Instant wordUntil(Objection objection, Instant from) {
        return after(agreements.get(objection.version()), from, TIME_FOR_A_WORD);
    }

    private Instant after(Version version, Instant from, Span span) {
        AgreementDocument document = version.document();
        if (span instanceof Span.Dates dates) {
            return from.atZone(document.spec().period().zone())
                    .plus(dates.period())
                    .toInstant();
        }
        return calendars
                .of(document, document.spec().period().calendar())
                .due(from, span, List.of())
                .map(Due::deadline)
                .orElse(from.plus(WITHOUT_A_CALENDAR));
    }
}
