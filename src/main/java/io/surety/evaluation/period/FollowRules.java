package io.surety.evaluation.period;

import io.surety.evaluation.RulesChanged;
import io.surety.shared.SqlInstants;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has everything judged again when the rules are later than those by which it was: the same inputs then come to what they
 * come to by these, and what moves is a restatement ({@code domain.md} 3.4, 5.2). A node that still goes by earlier ones,
 * while others are being brought to these, changes nothing, and leaves what is judged again to them.
 */
@Component
class FollowRules {

    /**
     * Raised whenever the same inputs may come to another verdict. Since 2 a service is down where a part of it is. Since 3 a
     * person's calendar counts only where she belongs to a party, and a business day that begins on the last evening of a
     * year is one whatever was asked before. Since 4 what is pulled is known line by line, and not as the slowest of its
     * source is.
     */
    static final int JUDGING = 4;

    private static final Logger LOG = LoggerFactory.getLogger(FollowRules.class);
    private static final int BATCH = 2000;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Rules own;
    private final StalePeriods stale;
    private final TimeSource time;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private volatile boolean ready;
    private volatile boolean followed;

    FollowRules(
            JdbcClient jdbc,
            Rules own,
            StalePeriods stale,
            TimeSource time,
            ApplicationEventPublisher events,
            TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.own = own;
        this.stale = stale;
        this.time = time;
        this.events = events;
        this.transaction = transaction;
    }

    /** When the terms are indexed. */
    @EventListener(ApplicationReadyEvent.class)
    @Order
    public void ready() {
        ready = true;
    }

    /** Looks once whether the rules are new, and queues the next verdicts that are to be judged by new ones. */
    void run() {
        if (!ready) {
            return;
        }
        try {
            if (!followed) {
                transaction.executeWithoutResult(status -> follow());
                followed = true;
            }
            giveASign();
            transaction.executeWithoutResult(status -> afterTheOthers());
            transaction.executeWithoutResult(status -> queue());
        } catch (RuntimeException e) {
            LOG.warn("What was judged by other rules could not be queued; trying again", e);
        }
    }

    /** Of several nodes that start together one does it. */
    private void follow() {
        if (isFirst() || areLater()) {
            events.publishEvent(new RulesChanged(time.now()));
        }
    }

    private boolean isFirst() {
        return 1
                == jdbc.sql(
                                """
                                insert into evaluation.judging_rules (rules, queued_to) values (:own, :start)
                                on conflict (alone) do nothing
                                """)
                        .param("own", own.text())
                        .param("start", BEFORE_ALL)
                        .update();
    }

    /** Nobody has been seen yet who goes by the new ones: they may be the later ones of two nodes that have half each. */
    private boolean areLater() {
        Rules last = latest(" for update").orElseThrow().rules();
        if (!last.isEarlierThan(own)) {
            return false;
        }
        jdbc.sql("update evaluation.judging_rules set rules = :rules, queued_to = :start, seen_at = null")
                .param("rules", last.latest(own).text())
                .param("start", BEFORE_ALL)
                .update();
        return true;
    }

    /**
     * While a node with the latest rules is at work, those with earlier ones leave to it what is judged again. These leave
     * word, whether such a node is at work or not, that it has to look once more at what they have judged.
     */
    private void giveASign() {
        latest("").map(Latest::rules).ifPresent(latest -> {
            if (own.equals(latest)) {
                sign("seen_at", latest);
            } else if (own.isEarlierThan(latest)) {
                sign("behind_at", latest);
            }
        });
    }

    /** Not more often than is needed, so that nodes do not write it all the time. */
    private void sign(String column, Rules latest) {
        Instant now = time.now();
        jdbc.sql(
                        """
                        update evaluation.judging_rules set %1$s = :now
                        where rules = :latest and (%1$s is null or %1$s <= :before)
                        """
                                .formatted(column))
                .param("now", SqlInstants.timestamptz(now))
                .param("latest", latest.text())
                .param("before", SqlInstants.timestamptz(now.minus(BETWEEN_SIGNS)))
                .update();
    }

    /** What nodes with earlier rules took in, while they were still at work, they judged by these. */
    private void afterTheOthers() {
        Instant now = time.now();
        int ended = jdbc.sql(
                        """
                        update evaluation.judging_rules set behind_at = null, queued_to = :start
                        where rules = :own and behind_at <= :silent
                        """)
                .param("start", BEFORE_ALL)
                .param("own", own.text())
                .param("silent", SqlInstants.timestamptz(now.minus(Rules.SILENCE)))
                .update();
        if (ended == 1) {
            events.publishEvent(new RulesChanged(now));
        }
    }

    /**
     * Whether a node is at work that judges by later rules than this one, as while all are being brought to these: what is
     * judged again is left to it.
     */
    boolean yields() {
        Instant silent = time.now().minus(Rules.SILENCE);
        return latest("")
                .filter(latest -> own.isEarlierThan(latest.rules()))
                .flatMap(Latest::seenAt)
                .filter(silent::isBefore)
                .isPresent();
    }

    /** The latest rules of all nodes, and when one that goes by them was last seen. */
    private record Latest(Rules rules, Optional<Instant> seenAt) {}

    private Optional<Latest> latest(String lock) {
        return jdbc.sql("select rules, seen_at from evaluation.judging_rules" + lock)
                .query((row, n) ->
                        new Latest(Rules.parse(row.getString("rules")), SqlInstants.instantIfAny(row, "seen_at")))
                .optional();
    }

    /**
     * Gives way to whoever holds one of the periods, and long before that one is told of a deadlock: it may be taking
     * something in, and this can be done again.
     */
    private void queue() {
        Optional<UUID> after = jdbc.sql(
                        """
                        select queued_to from evaluation.judging_rules where queued_to is not null
                        for update skip locked
                        """)
                .query(UUID.class)
                .optional();
        if (after.isPresent()) {
            jdbc.sql("set local lock_timeout = '300ms'").update();
            Instant now = time.now();
            jdbc.sql("update evaluation.judging_rules set queued_to = :to")
                    .param("to", stale.addNext(after.get(), BATCH, now).orElse(null))
                    .update();
        }
    }
}
