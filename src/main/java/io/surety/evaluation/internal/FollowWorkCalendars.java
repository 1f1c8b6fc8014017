package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.WorkCalendarEntered;
import io.surety.measurement.ItemRef;
import io.surety.party.Parties;
import io.surety.shared.Refusal;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judges running clocks again whose person got a calendar from before they started, and refuses one that would change what is
 * decided: a calendar applies forward (domain, 3.4).
 */
@Component
class FollowWorkCalendars {

    private final ClockRows clocks;
    private final ItemRows items;
    private final KeepClocks keep;
    private final Agreements agreements;
    private final Parties parties;

    FollowWorkCalendars(ClockRows clocks, ItemRows items, KeepClocks keep, Agreements agreements, Parties parties) {
        this.clocks = clocks;
        this.items = items;
        this.keep = keep;
        this.agreements = agreements;
        this.parties = parties;
    }

    /** @throws Refusal {@code clocks-decided} if a clock that started since then is decided */
    @EventListener
    @Transactional
    public void on(WorkCalendarEntered entered) {
        String person = entered.person().value();
        List<ItemRef> open = clocks.undecided(person, entered.from()).stream()
                .sorted(ItemRows.LOCK_ORDER)
                .toList();
        items.lock(open);
        long decided = entered.from().isBefore(entered.at()) ? decided(entered) : 0;
        if (decided > 0) {
            throw Refusal.conflict(
                    "clocks-decided",
                    decided + " clocks that started since " + entered.from()
                            + " are decided without her calendar; it can count from a later instant");
        }
        keep.judgeAgain(open, false);
    }

    /** A source that names her without her organisation being a party keeps no calendar of hers back. */
    private long decided(WorkCalendarEntered entered) {
        return clocks.countDecided(entered.person().value(), entered.from()).entrySet().stream()
                .filter(of -> parties.isAmong(
                        entered.organisation(), agreements.get(of.getKey()).parties()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
