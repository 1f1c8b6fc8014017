package io.surety.evaluation.internal;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.clock.DueMark;
import io.surety.evaluation.clock.ItemJudgement;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.PastKnowledge.PastOfItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which marks the clocks of one item had after each receipt; each is judged once, for all marks that are asked for. */
final class EarlierMarks {

    private final PastOfItem past;
    private final Function<ItemHistory, ItemJudgement> judge;
    private final List<Instant> receipts;
    private final Map<Instant, Map<ClockId, List<DueMark>>> after = new HashMap<>();

    /** @param judge says what the versions of now make of a history at the present */
    EarlierMarks(PastOfItem past, Function<ItemHistory, ItemJudgement> judge) {
        this.past = past;
        this.judge = judge;
        this.receipts = past.receipts();
    }

    /**
     * Whether a mark that stands by all that is known has stood by whatever was known since an instant. If not, what was
     * received after it reveals the mark.
     */
    boolean stoodEverSince(Instant then, ClockId clock, DueMark mark) {
        int known = (int) receipts.stream().filter(r -> !r.isAfter(then)).count();
        if (known == receipts.size()) {
            return true;
        }
        return known > 0
                && receipts.subList(known - 1, receipts.size() - 1).stream()
                        .allMatch(r -> marks(r).getOrDefault(clock, List.of()).contains(mark));
    }

    private Map<ClockId, List<DueMark>> marks(Instant receipt) {
        return after.computeIfAbsent(receipt, r -> judge.apply(past.knownAt(r)).clocks().stream()
                .collect(Collectors.toMap(JudgedClock::id, JudgedClock::marks)));
    }
}
