package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.evaluation.clock.DueMark;
import io.surety.evaluation.clock.ItemJudgement;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.internal.JudgeItems.Judged;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
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
    Look look(Instant now) {
        return new Look(now);
    }

    /** Asks for the activation of each version once. */
    final class Look {

        private final Instant now;
        private final Map<VersionRef, Optional<Instant>> activations = new HashMap<>();

        private Look(Instant now) {
            this.now = now;
        }

        /** @param again it was found before and taken away since, by what was received or by another version */
        boolean isRetroactive(JudgedClock clock, DueMark mark, Judged judged, boolean again) {
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
            if (!judged.history().lastReceived().isAfter(latest)) {
                return false;
            }
            return !(again || stands(judge.judgeAsReceived(judged, latest, now), clock, mark))
                    || revealedAfter(latest, judged, clock, mark);
        }

        /** Whether it has not stood, by the versions of now, since what had been received by then. */
        private boolean revealedAfter(Instant latest, Judged judged, JudgedClock clock, DueMark mark) {
            Judged known = judged;
            while (known.history().lastReceived().isAfter(latest)) {
                known = judge.judgeBeforeLastReceipt(known, now);
                if (!stands(known.judgement(), clock, mark)) {
                    return true;
                }
            }
            return false;
        }

        private static boolean stands(ItemJudgement judgement, JudgedClock clock, DueMark mark) {
            return judgement.clocks().stream()
                    .anyMatch(c -> c.id().equals(clock.id()) && c.marks().contains(mark));
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
