package io.surety.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PeriodClause;
import io.surety.calendar.Span;
import io.surety.review.ReviewEnded;
import io.surety.shared.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Does what a review came to: a draft of the next version, whose negotiation begins with it, or a notice. In the
 * transaction of the review's process, which repeats it if it fails.
 */
@Component
class CarryOutReview {

    private static final Set<VersionState> UNDER_WAY = EnumSet.of(
            VersionState.DRAFT,
            VersionState.NEGOTIATING,
            VersionState.AGREED,
            VersionState.IN_APPROVAL,
            VersionState.APPROVED);

    private final Agreements agreements;
    private final ReadDocument documents;
    private final LifeProcess process;
    private final TimeSource time;
    private final ObjectMapper json;

    CarryOutReview(
            Agreements agreements, ReadDocument documents, LifeProcess process, TimeSource time, ObjectMapper json) {
        this.agreements = agreements;
        this.documents = documents;
        this.process = process;
        this.time = time;
        this.json = json;
    }

    @EventListener
    void on(ReviewEnded ended) {
        switch (ended.outcome()) {
            case KEEP -> {}
            case AMEND, RENEGOTIATE -> draftNext(ended);
            case TERMINATE -> giveNotice(ended);
        }
    }

    /**
     * With the content in force, to be changed by offers, from the next month on, or from the present end where that is
     * earlier; a version that is under way already serves as well.
     */
    private void draftNext(ReviewEnded ended) {
        String agreement = ended.version().agreement();
        boolean underWay = agreements
                .newest(agreement)
                .filter(newest -> UNDER_WAY.contains(newest.state()))
                .isPresent();
        if (!underWay) {
            Version version = agreements.get(ended.version());
            agreements.draft(documents.read(successor(version).getBytes(StandardCharsets.UTF_8)), ended.by());
        }
    }

    private String successor(Version version) {
        PeriodClause period = version.document().spec().period();
        LocalDate nextMonth =
                LocalDate.ofInstant(time.now(), period.zone()).withDayOfMonth(1).plusMonths(1);
        boolean within = nextMonth.isBefore(period.end());
        LocalDate start = within ? nextMonth : period.end();
        LocalDate end = within ? period.end() : period.end().plus(Period.between(period.start(), period.end()));
        try {
            ObjectNode document = (ObjectNode)
                    json.readTree(agreements.content(version.hash()).orElseThrow());
            document.withObject("/spec/period").put("start", start.toString()).put("end", end.toString());
            return document.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored documents are readable", e);
        }
    }

    /** The agreed notice, from today on; an agreement that ends by itself before needs none. */
    private void giveNotice(ReviewEnded ended) {
        Version version = agreements.get(ended.version());
        PeriodClause period = version.document().spec().period();
        if (!(period.notice() instanceof Span.Dates notice)) {
            throw new IllegalStateException("lint has made sure that notice is counted in dates");
        }
        LocalDate end = LocalDate.ofInstant(time.now(), period.zone()).plus(notice.period());
        Instant at = end.atStartOfDay(period.zone()).toInstant();
        if (at.isBefore(version.validity().to())) {
            process.ask(
                    version.ref(),
                    LifeProcess.Request.TERMINATION,
                    Map.of("by", ended.by().value(), "reason", ended.conclusion(), "end", at.toString()));
        }
    }
}
