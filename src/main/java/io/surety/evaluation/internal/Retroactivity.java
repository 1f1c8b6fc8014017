package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.clock.DueMark;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.internal.JudgeItems.Judged;
import io.surety.measurement.ItemRef;
import io.surety.measurement.PastKnowledge.PastOfItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether a mark was found too late to tell anybody: its version was activated after it, or what reveals it was received
 * more than the policy's {@code maxAge} after it. That we were down ourselves does not make it so.
 */
@Component
class Retroactivity {

    private final Agreements agreements;
    private final LatestReceipt latest;
    private final JudgeItems judge;

    Retroactivity(Agreements agreements, ServiceCalendars calendars, JudgeItems judge) {
        this.agreements = agreements;
        this.latest = new LatestReceipt(calendars);
        this.judge = judge;
    }

    /** For the clocks of one batch, which ask about few versions many times. */
    Look look(List<Judged> batch, Instant now) {
        return new Look(batch, now);
    }

    /** Asks once for the activation of each version, and once for all that was received about the batch, if at all. */
    final class Look {

        private final List<Judged> batch;
        private final Instant now;
        private final Map<VersionRef, Optional<Instant>> activations = new HashMap<>();
        private final Map<ItemRef, EarlierMarks> earlier = new HashMap<>();

        private Look(List<Judged> batch, Instant now) {
            this.batch = batch;
            this.now = now;
        }

        boolean isRetroactive(JudgedClock clock, DueMark mark, Judged judged) {
            Version version = judged.versions().stream()
                    .filter(v -> v.ref().equals(clock.version()))
                    .findFirst()
                    .orElseThrow();
            if (activations
                    .computeIfAbsent(version.ref(), Retroactivity.this::activated)
                    .map(mark.at()::isBefore)
                    .orElse(false)) {
                return true;
            }
            Instant latest = latestReceipt(version, clock.term(), mark.at());
            // Nothing is received after the present.
            return now.isAfter(latest) && !earlier(judged.history().item()).stoodEverSince(latest, clock.id(), mark);
        }

        private EarlierMarks earlier(ItemRef item) {
            if (earlier.isEmpty()) {
                Map<ItemRef, PastOfItem> pasts =
                        judge.pasts(batch.stream().map(j -> j.history().item()).toList());
                batch.forEach(j -> {
                    PastOfItem past =
                            Objects.requireNonNull(pasts.get(j.history().item()));
                    earlier.put(j.history().item(), new EarlierMarks(past, known -> judge.judgeBy(known, j, now)));
                });
            }
            return Objects.requireNonNull(earlier.get(item));
        }
    }

    private Optional<Instant> activated(VersionRef version) {
        return agreements.history(version.agreement()).stream()
                .filter(h -> h.version().equals(version) && h.state() == VersionState.ACTIVE)
                .map(Agreements.HistoryEntry::at)
                .min(Instant::compareTo);
    }

    private Instant latestReceipt(Version version, String term, Instant at) {
        Spec spec = version.document().spec();
        return latest.of(version, spec.term(term).map(Term::escalation), at);
    }
}
