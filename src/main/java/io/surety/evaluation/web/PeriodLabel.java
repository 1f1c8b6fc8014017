package io.surety.evaluation.web;

import io.surety.evaluation.period.CloseKey;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import java.time.ZoneId;

/** A calendar period as people write it. */
final class PeriodLabel {

    private PeriodLabel() {}

    /** @throws Refusal {@code period-malformed} if the text is no period */
    static Interval parse(ZoneId zone, String label) {
        try {
            return CloseKey.parse("close:" + zone + ":" + label).period();
        } catch (RuntimeException e) {
            throw new Refusal(
                    Refusal.Kind.MALFORMED,
                    "period-malformed",
                    "not a period: " + label + "; write 2026-06-30, 2026-W23, 2026-06, 2026-Q2 or 2026");
        }
    }
}
