package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.evaluation.ClockView;
import io.surety.evaluation.clock.Delivered;
import java.util.List;

/** What items come to under versions that nobody has activated; kept nowhere. */
public interface PreviewedItems {

    /** At least the clocks that are decided in the previewed periods, and those that conditions on items ask for. */
    List<ClockView> clocks(VersionRef version, String term);

    /** At least what was delivered in the previewed periods, and in those that conditions on items ask for. */
    List<Delivered> deliveries(VersionRef version, String term);
}
