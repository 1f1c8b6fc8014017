package io.surety.evaluation.period;

import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes final what is due, and with it its credits. What cannot be, keeps no other from it: this node puts it off for a
 * minute, and logs it each time.
 */
@Component
class SettleVerdicts {

    private static final Logger LOG = LoggerFactory.getLogger(SettleVerdicts.class);
    private static final int BATCH = 500;
    private static final Duration PUT_OFF = Duration.ofMinutes(1);

    private final VerdictRows verdicts;
    private final Publications publications;
    private final StalePeriods stale;
    private final JudgePeriod judge;
    private final JudgeMany many;
    private final SettleCredits credits;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    /** Until when what could not be made final is left alone; a node that starts anew only tries once more. */
    private final Map<UUID, Instant> putOff = new ConcurrentHashMap<>();

    SettleVerdicts(
            VerdictRows verdicts,
            Publications publications,
            StalePeriods stale,
            JudgePeriod judge,
            JudgeMany many,
            SettleCredits credits,
            TimeSource time,
            TransactionTemplate transaction) {
        this.verdicts = verdicts;
        this.publications = publications;
        this.stale = stale;
        this.judge = judge;
        this.many = many;
        this.credits = credits;
        this.time = time;
        this.transaction = transaction;
    }

    /**
     * Works until nothing is left that is due.
     *
     * @param stop asked between two batches; the rest stays due
     */
    void due(BooleanSupplier stop) {
        int settled = BATCH;
        while (settled == BATCH && !stop.getAsBoolean()) {
            settled = some(stop);
        }
    }

    private int some(BooleanSupplier stop) {
        try {
            return settle(BATCH, taken -> {});
        } catch (RuntimeException e) {
            LOG.warn("Of {} verdicts one cannot become final; looking at each of them", BATCH, e);
            return each(stop);
        }
    }

    private int each(BooleanSupplier stop) {
        int taken = 0;
        while (taken < BATCH && !stop.getAsBoolean() && one()) {
            taken++;
        }
        return taken;
    }

    private boolean one() {
        AtomicReference<StoredVerdict> taken = new AtomicReference<>();
        try {
            return settle(1, taken::set) == 1;
        } catch (RuntimeException e) {
            StoredVerdict one = taken.get();
            if (one == null) {
                throw e;
            }
            LOG.error(
                    "{} {} from {} cannot become final; tried again in a minute",
                    one.verdict().version(),
                    one.verdict().term(),
                    one.verdict().period().period().from(),
                    e);
            putOff.put(one.id(), time.now().plus(PUT_OFF));
            return true;
        }
    }

    /**
     * What is final is final with what was known then; what comes later restates it. So what the totals of today
     * contradict is judged before.
     *
     * @param taken hears of each that is looked at
     */
    private int settle(int limit, Consumer<StoredVerdict> taken) {
        Integer done = transaction.execute(status -> {
            publications.lock();
            Instant now = time.now();
            List<StoredVerdict> due = verdicts.lockDue(now, limit, leftAlone(now));
            due.forEach(taken);
            List<StoredVerdict> outdated = many.outdated(due);
            outdated.forEach(one -> stale.add(
                    one.verdict().version(), one.verdict().term(), one.verdict().period(), now));
            List<StoredVerdict> settled =
                    due.stream().filter(one -> !outdated.contains(one)).toList();
            judge.publish(settled.stream().map(Judged::settling).toList());
            settled.forEach(credits::settled);
            return due.size();
        });
        return done == null ? 0 : done;
    }

    private Set<UUID> leftAlone(Instant now) {
        putOff.values().removeIf(until -> !until.isAfter(now));
        return Set.copyOf(putOff.keySet());
    }

    /**
     * Makes a verdict final at once if both sides have confirmed it and nothing holds it; later it is found by itself. The
     * caller holds {@link Publications#lock}.
     */
    void confirmed(UUID id) {
        verdicts.lockIfDue(id, time.now()).ifPresent(provisional -> {
            judge.publish(List.of(Judged.settling(provisional)));
            credits.settled(provisional);
        });
    }
}
