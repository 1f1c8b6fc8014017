package io.surety.evaluation.budget;

import io.surety.shared.Ratio;
import java.time.Duration;

/** Which burn rate uses up a share of the budget within a window (domain, 5.4). */
final class BurnFactor {

    private BurnFactor() {}

    /**
     * Budget share × period ÷ long window: 2 % of the budget of 30 days within an hour is 14.4.
     *
     * @param budgetShare what the window may use up, such as 1/50
     * @param period of the budget
     */
    static Ratio of(Ratio budgetShare, Duration period, Duration longWindow) {
        return budgetShare.times(Ratio.of(period.toMillis(), longWindow.toMillis()));
    }
}
