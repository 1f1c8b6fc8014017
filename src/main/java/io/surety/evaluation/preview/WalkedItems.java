package io.surety.evaluation.preview;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.period.PreviewedItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps of each clock what a verdict asks for; its ledger is let go, unless it was late and something may be claimed. */
final class WalkedItems implements PreviewedItems {

    private record Key(VersionRef version, String term) {}

    private final Map<Key, List<ClockView>> clocks = new HashMap<>();
    private final Map<Key, List<Delivered>> deliveries = new HashMap<>();
    private final Map<ClockId, TimeLedger> late = new HashMap<>();
    private final Set<VersionRef> claiming;

    /** @param claiming the versions in which third parties have contracts */
    WalkedItems(Set<VersionRef> claiming) {
        this.claiming = Set.copyOf(claiming);
    }

    void add(JudgedClock clock) {
        if (claiming.contains(clock.version())
                && clock.decision().filter(decision -> !decision.met()).isPresent()) {
            late.put(clock.id(), clock.ledger());
        }
        clocks.computeIfAbsent(new Key(clock.version(), clock.term()), k -> new ArrayList<>())
                .add(clock.view());
    }

    void add(Delivered delivered) {
        deliveries
                .computeIfAbsent(new Key(delivered.version(), delivered.term()), k -> new ArrayList<>())
                .add(delivered);
    }

    @Override
    public List<ClockView> clocks(VersionRef version, String term) {
        return clocks.getOrDefault(new Key(version, term), List.of());
    }

    @Override
    public Optional<TimeLedger> lateLedger(ClockId clock) {
        return Optional.ofNullable(late.get(clock));
    }

    @Override
    public List<Delivered> deliveries(VersionRef version, String term) {
        return deliveries.getOrDefault(new Key(version, term), List.of());
    }
}
