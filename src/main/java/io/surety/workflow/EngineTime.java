package io.surety.workflow;

import io.surety.shared.TimeSource;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the engine's clock with the one source of time. A node whose own clock is fast then fires no timer early, and
 * takes no job that another node still works on. Tests move both clocks by hand.
 */
@Component
@ConditionalOnProperty(name = "surety.scheduling.enabled", havingValue = "true", matchIfMissing = true)
class EngineTime {

    private final TimeSource time;
    private long offset;

    /** The engine takes its first jobs only after all beans are there, and so finds the right time. */
    EngineTime(TimeSource time) {
        this.time = time;
        follow();
    }

    /** The source is asked first: what the answer takes leaves the engine behind it, never ahead. */
    @Scheduled(fixedDelayString = "${surety.workflow.time-every:PT1S}")
    final synchronized void follow() {
        long now = time.now().toEpochMilli();
        offset += now - ClockUtil.getCurrentTime().getTime();
        ClockUtil.offset(offset);
    }
}
