package io.surety.evaluation.period;

import io.surety.evaluation.RulesChanged;
import io.surety.shared.TimeSource;
import java.time.Instant;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Has everything judged again when the rules are others than those by which it was: the same inputs then come to what they
 * come to by these, and what moves is a restatement ({@code domain.md} 3.4, 5.2).
 */
@Component
class FollowRules {

    /**
     * Raised whenever the same inputs may come to another verdict. Since 2 a service is down where a part of it is. Since 3 a
     * person's calendar counts only where she belongs to a party, and a business day that begins on the last evening of a
     * year is one whatever was asked before.
     */
    static final int JUDGING = 3;

    private final JdbcClient jdbc;
    private final Versions versions;
    private final StalePeriods stale;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    FollowRules(
            JdbcClient jdbc, Versions versions, StalePeriods stale, TimeSource time, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.versions = versions;
        this.stale = stale;
        this.time = time;
        this.events = events;
    }

    /** When the terms are indexed; of several nodes that start together one does it. */
    @EventListener(ApplicationReadyEvent.class)
    @Order
    @Transactional
    public void follow() {
        if (isNew(JUDGING + " " + versions.tzdata())) {
            Instant now = time.now();
            stale.addAll(now);
            events.publishEvent(new RulesChanged(now));
        }
    }

    private boolean isNew(String rules) {
        return 1
                == jdbc.sql(
                                """
                                insert into evaluation.judging_rules as last (rules) values (:rules)
                                on conflict (alone) do update set rules = excluded.rules
                                where last.rules <> excluded.rules
                                """)
                        .param("rules", rules)
                        .update();
    }
}
