package io.surety.review.process;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.party.TaskNeed;
import io.surety.party.process.TaskAssigner;
import io.surety.review.Evidence;
import io.surety.review.Participants;
import io.surety.review.Review;
import io.surety.review.ReviewId;
import io.surety.review.Reviews;
import io.surety.workflow.FormText;
import io.surety.workflow.TaskRefused;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.spin.plugin.variable.SpinValues;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the tasks of a review have in common: whose they are, and what they show. */
@Component
class ReviewTask {

    private final Reviews reviews;
    private final Agreements agreements;
    private final TaskAssigner assigner;

    ReviewTask(Reviews reviews, Agreements agreements, TaskAssigner assigner) {
        this.reviews = reviews;
        this.agreements = agreements;
        this.assigner = assigner;
    }

    static ReviewId review(DelegateExecution execution) {
        return new ReviewId(UUID.fromString(execution.getProcessBusinessKey()));
    }

    Review review(DelegateTask task) {
        return reviews.get(review(task.getExecution()));
    }

    Version version(Review review) {
        return agreements.get(review.version());
    }

    void assign(DelegateTask task, Participants.Participant participant) {
        assigner.assign(task, new TaskNeed(participant.role(), participant.organisation(), null, null, Set.of()));
    }

    /** Writes the evidence where only this task's people read it. */
    void show(DelegateTask task, Review review) {
        Version version = version(review);
        Evidence evidence = Evidence.fromJson(reviews.evidence(review.id()).orElseThrow());
        var zone = version.document().spec().period().zone();
        var format = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(Locale.ENGLISH)
                .withZone(zone);
        String title = version.document().metadata().title();
        task.setName(FormText.taskName(task.getName(), title));
        task.setVariableLocal("agreementTitle", FormText.plain(title));
        task.setVariableLocal("agreementLink", "/agreements/" + version.ref().agreement());
        task.setVariableLocal("covers", FormText.plain(String.join(", ", review.covers())));
        task.setVariableLocal("evidenceFrom", format.format(evidence.from()));
        task.setVariableLocal("evidenceTo", format.format(evidence.to()));
        task.setVariableLocal(
                "termRows", SpinValues.jsonValue(evidence.termsToJson()).create());
        task.setVariableLocal("violationCount", evidence.violations());
        task.setVariableLocal("breachCount", evidence.breaches());
        task.setVariableLocal("escalationCount", evidence.escalations());
    }

    static String text(DelegateTask task, String variable, int least, String what) {
        Object value = task.getVariable(variable);
        String text = value == null ? "" : value.toString().strip();
        if (text.length() < least) {
            throw new TaskRefused(what + " is too short: please write at least " + least + " characters");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new TaskRefused(what + " is too long: at most " + MOST_CHARACTERS + " characters");
        }
        return text;
    }

    static @Nullable Object raw(DelegateTask task, String variable) {
        return task.getVariable(variable);
    }

    private static final int MOST_CHARACTERS = 4000;
}
