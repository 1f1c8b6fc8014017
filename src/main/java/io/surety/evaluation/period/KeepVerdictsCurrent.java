package io.surety.evaluation.period;

import io.surety.shared.TimeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Judges again what changed, and makes final what is due; several nodes share the work. What cannot be judged stays in
 * the queue, is put off for a minute, and is logged each time.
 */
@Service
public class KeepVerdictsCurrent {

    private static final Logger LOG = LoggerFactory.getLogger(KeepVerdictsCurrent.class);
    private static final int BATCH = 20;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    private final StalePeriods stale;
    private final JudgePeriod judge;
    private final VerdictRows verdicts;
    private final SettleCredits settle;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    KeepVerdictsCurrent(
            StalePeriods stale,
            JudgePeriod judge,
            VerdictRows verdicts,
            SettleCredits settle,
            TimeSource time,
            TransactionTemplate transaction) {
        this.stale = stale;
        this.judge = judge;
        this.verdicts = verdicts;
        this.settle = settle;
        this.time = time;
        this.transaction = transaction;
    }

    /** Works until nothing is left that is due. */
    public void run() {
        boolean more = true;
        while (more) {
            more = judgeOne();
        }
        int settled = BATCH;
        while (settled == BATCH) {
            settled = settleSome();
        }
        settle.due();
    }

    private boolean judgeOne() {
        AtomicReference<StalePeriods.Stale> taken = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<StalePeriods.Stale> one = stale.take(time.now());
                one.ifPresent(taken::set);
                one.ifPresent(it -> judge.judge(it.version(), it.term(), it.periodFrom()));
                return one.isPresent();
            }));
        } catch (RuntimeException e) {
            StalePeriods.Stale one = taken.get();
            if (one == null) {
                throw e;
            }
            LOG.error(
                    "{} {} from {} cannot be judged; tried again in a minute",
                    one.version(),
                    one.term(),
                    one.periodFrom(),
                    e);
            stale.putOff(one, time.now().plus(PUT_OFF));
            return true;
        }
    }

    /** What is final is final with what was known then; what comes later restates it. */
    private int settleSome() {
        Integer done = transaction.execute(status -> {
            List<StoredVerdict> due = verdicts.lockDue(time.now(), BATCH);
            due.forEach(this::settle);
            return due.size();
        });
        return done == null ? 0 : done;
    }

    /** Makes a verdict final at once if both sides have confirmed it and nothing holds it; later it is found by itself. */
    void settleConfirmed(UUID id) {
        verdicts.lockIfDue(id, time.now()).ifPresent(this::settle);
    }

    private void settle(StoredVerdict provisional) {
        judge.keep(new Judged(Optional.of(provisional), JudgePeriod.settled(provisional)));
        settle.settled(provisional);
    }
}
