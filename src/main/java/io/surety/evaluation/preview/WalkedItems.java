package io.surety.evaluation.preview;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.period.PreviewedItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps of each clock what a verdict asks for; its ledger is let go. */
final class WalkedItems implements PreviewedItems {

    private record Key(VersionRef version, String term) {}

    private final Map<Key, List<ClockView>> clocks = new HashMap<>();
    private final Map<Key, List<Delivered>> deliveries = new HashMap<>();

    void add(JudgedClock clock) {
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
    public List<Delivered> deliveries(VersionRef version, String term) {
        return deliveries.getOrDefault(new Key(version, term), List.of());
    }
}
