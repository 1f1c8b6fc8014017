package io.surety.evaluation.consequence;

import io.surety.evaluation.ClockId;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The stretches of a verdict's ledger that name a party ({@code domain.md} 6.4): of an availability the time down, of late
 * clocks all the time that ran while the item was with the party.
 */
final class ThirdPartyTime {

    private final Function<ClockId, Optional<TimeLedger>> clocks;

    /** @param clocks the ledgers of late clocks */
    ThirdPartyTime(Function<ClockId, Optional<TimeLedger>> clocks) {
        this.clocks = clocks;
    }

    /** @param service for which a stretch of an availability stands */
    List<ClaimEvidence> of(Verdict verdict, String service, String party) {
        if (verdict.ledger() instanceof TimeLedger time) {
            return time.entries().stream()
                    .filter(entry -> entry.mark().label() == TimeLabel.BAD && names(entry.mark(), party))
                    .map(entry -> evidence(entry, service))
                    .toList();
        }
        Account account = (Account) verdict.ledger();
        return account.entries().stream()
                .filter(entry -> entry.label() == AccountLabel.BAD
                        && Objects.requireNonNullElse(entry.ledger(), "").startsWith("/api/clocks/"))
                .flatMap(entry -> late(UUID.fromString(entry.id()), entry.subject(), party))
                .toList();
    }

    private Stream<ClaimEvidence> late(UUID clock, String item, String party) {
        return clocks.apply(new ClockId(clock)).stream()
                .flatMap(ledger -> ledger.entries().stream())
                .filter(entry ->
                        (entry.mark().label() == TimeLabel.BAD || entry.mark().label() == TimeLabel.GOOD)
                                && names(entry.mark(), party))
                .map(entry -> evidence(entry, item));
    }

    private static boolean names(Mark mark, String party) {
        return party.equals(mark.party());
    }

    private static ClaimEvidence evidence(TimeEntry entry, String subject) {
        return new ClaimEvidence(
                entry.from(),
                entry.to(),
                subject,
                entry.mark().label().name(),
                Objects.requireNonNullElse(entry.mark().evidence(), ""));
    }
}
