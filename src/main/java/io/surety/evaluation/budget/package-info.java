/**
 * Error budgets, burn rates and forecasts (domain, 5.3 and 5.4), and the burn tiers that watch them.
 *
 * <p>There is no arithmetic of its own beside the ledger: any span, be it a period to date, a rolling window or the last
 * five minutes, is judged by the {@link io.surety.evaluation.period.JudgeMeasure} of its term, and a
 * {@link io.surety.evaluation.budget.Spending} is what the ledger of that says. {@link
 * io.surety.evaluation.budget.ReadBudgets} answers for people; {@link io.surety.evaluation.budget.WatchBurns} looks at the
 * terms whose policies have burn tiers whenever their numbers changed, and tells of each
 * {@link io.surety.evaluation.budget.Episode} once.
 */
@NamedInterface("budget")
@NullMarked
package io.surety.evaluation.budget;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
