package io.surety.review.process;

import io.surety.review.ReviewStarted;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts {@code periodic-review} in the transaction that opened the review. */
@Component
class StartReviewProcessListener {

    private final RuntimeService runtime;

    StartReviewProcessListener(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @EventListener
    void on(ReviewStarted started) {
        runtime.createProcessInstanceByKey("periodic-review")
                .businessKey(started.review().toString())
                .setVariable("version", started.version().toString())
                .execute();
    }
}
