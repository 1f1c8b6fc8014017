package io.surety.evaluation.period;

import io.surety.shared.Stopping;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs what keeps verdicts current, each time a moment after it last ended; off in tests, which run it themselves. */
@Component
class KeepVerdictsSchedule {

    private final FollowRules rules;
    private final KeepVerdictsCurrent verdicts;
    private final ClosePeriods closes;
    private final Stopping stopping;

    KeepVerdictsSchedule(FollowRules rules, KeepVerdictsCurrent verdicts, ClosePeriods closes, Stopping stopping) {
        this.rules = rules;
        this.verdicts = verdicts;
        this.closes = closes;
        this.stopping = stopping;
    }

    @Scheduled(fixedDelayString = "${surety.evaluation.judge-every:PT1S}")
    void judge() {
        rules.run();
        if (!rules.yields()) {
            verdicts.run(stopping);
        }
    }

    @Scheduled(fixedDelayString = "${surety.evaluation.close-every:PT30S}")
    void close() {
        closes.startDue();
    }
}
