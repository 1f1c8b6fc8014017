package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.ledger.TimeLedger;
import java.util.List;
import java.util.Optional;

/** What items come to under versions that nobody has activated; kept nowhere. */
public interface PreviewedItems {

    /** At least the clocks that are decided in the previewed periods, and those that conditions on items ask for. */
    List<ClockView> clocks(VersionRef version, String term);

    /** Of a clock that was late; empty where the version has no third party from whom anything could be claimed. */
    Optional<TimeLedger> lateLedger(ClockId clock);

    /** At least what was delivered in the previewed periods, and in those that conditions on items ask for. */
    List<Delivered> deliveries(VersionRef version, String term);
}
