package io.surety.review.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.review.Participants;
import io.surety.review.Review;
import io.surety.review.Reviews;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.spin.plugin.variable.SpinValues;
import org.springframework.stereotype.Component;

/** {@code create} of {@code userTask_decideOutcome}: hands the task to whoever owns the service levels. */
@Component
class AskForOutcomeListener implements TaskListener {

    private final ReviewTask tasks;
    private final Reviews reviews;
    private final Participants participants;
    private final Parties parties;
    private final ObjectMapper json;

    AskForOutcomeListener(
            ReviewTask tasks, Reviews reviews, Participants participants, Parties parties, ObjectMapper json) {
        this.tasks = tasks;
        this.reviews = reviews;
        this.participants = participants;
        this.parties = parties;
        this.json = json;
    }

    @Override
    public void notify(DelegateTask task) {
        Review review = tasks.review(task);
        tasks.assign(task, participants.decider(tasks.version(review)));
        tasks.show(task, review);
        task.setVariableLocal(
                "statementRows", SpinValues.jsonValue(statements(review)).create());
    }

    private String statements(Review review) {
        ArrayNode rows = json.createArrayNode();
        reviews.statements(review.id()).forEach(said -> rows.addObject()
                .put(
                        "person",
                        parties.person(said.person())
                                .map(Person::name)
                                .orElse(said.person().value()))
                .put("satisfaction", said.satisfaction())
                .put("comment", said.comment()));
        return rows.toString();
    }
}
