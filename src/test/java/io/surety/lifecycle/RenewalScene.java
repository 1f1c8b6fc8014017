package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.negotiation.WatchNegotiation;
import io.surety.review.Review;
import io.surety.review.Reviews;
import io.surety.review.StartReview;
import io.surety.testing.ThreeParties.Content;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** An agreement in force that renews itself or is reviewed before its end, with those who offer, approve and review. */
abstract class RenewalScene extends LifecycleScene {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant START = berlin("2026-04-01");
    static final Instant END = berlin("2027-04-01");

    /** 2027-04-01 less 90 days. */
    static final LocalDate NOTICE = LocalDate.parse("2027-01-01");

    @Autowired
    WatchNegotiation negotiations;

    @Autowired
    RenewAgreement renewals;

    @Autowired
    StartReview startReview;

    @Autowired
    Reviews reviews;

    VersionRef first;

    @BeforeEach
    void theFirstVersion() {
        first = ref(1);
    }

    void inForce(String renewal) {
        agreements.draft(document("2026-04-01", "2027-04-01", renewal), three.manager);
        agree(first);
        approved(first);
        time.moveTo(START);
        processes.fireDue(process(first));
        assertThat(state(1)).isEqualTo(VersionState.ACTIVE);
    }

    ParsedDocument document(String start, String end, String renewal) {
        String text = three.text(Content.PLAIN.validity(start, end))
                .replace("renewal: negotiated", "renewal: " + renewal)
                .replace("anchor: \"" + LocalDate.parse(start).plusDays(14), "anchor: \"2026-04-15");
        return read.read(text.getBytes(StandardCharsets.UTF_8));
    }

    void agree(VersionRef ref) {
        processes.fireDue(process(ref));
        offerAndAccept(ref);
        processes.fireDue(process(ref));
    }

    void review(String outcome) {
        hold(startReview.extra(three.agreement, "a look at it", "key-" + three.agreement, three.manager), outcome);
    }

    /** The one that the schedule starts: at the end less the notice, moved to the previous open day. */
    void reviewBeforeTheEnd(String outcome) {
        time.moveTo(berlin("2026-10-15"));
        processes.fireDue(process(first));
        hold(reviews.open(three.agreement).orElseThrow(), "KEEP");
        time.moveTo(berlin(NOTICE.toString()));
        processes.fireDue(process(first));
        Review review = reviews.open(three.agreement).orElseThrow();
        assertThat(review.covers()).contains("expiry:2027-04-01");
        hold(review, outcome);
    }

    private void hold(Review review, String outcome) {
        var instance = processes.begun("periodic-review", review.id().toString());
        for (Task view : processes.tasks(instance, "userTask_giveView")) {
            processes.complete(view, someone(view), Map.of("satisfaction", "3", "comment", "as we expected it"));
        }
        processes.fireDue(instance);
        processes.complete(
                processes.task(instance, "userTask_decideOutcome"),
                three.manager.value(),
                Map.of("outcome", outcome, "conclusion", "It is what we want."));
        processes.fireDue(instance);
        assertThat(reviews.get(review.id()).isOpen()).isFalse();
        assertThat(processes.isRunning("periodic-review", review.id().toString()))
                .isFalse();
    }

    VersionRef ref(int number) {
        return new VersionRef(three.agreement, number);
    }

    VersionState state(int number) {
        return agreements.get(ref(number)).state();
    }

    static Instant berlin(String date) {
        return LocalDate.parse(date).atStartOfDay(BERLIN).toInstant();
    }
}
