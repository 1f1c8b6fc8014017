package io.surety.evaluation.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.measurement.Content;
import io.surety.measurement.Kind;
import io.surety.measurement.Measurement;
import io.surety.testing.WholeApplicationTest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What comes after final and takes a violation or a difference back issues and leaves nothing (domain 6.1, 6.5). */
@WholeApplicationTest
class TakenBackTest extends DeliveredLog {

    @Test
    void aRestatementToNoViolationTakesAllOfItBack_6_1() {
        Names names = begin();
        Instant from = Instant.parse("2016-03-07T08:00:00Z");
        Content.Outage down = new Content.Outage("desk", from, from.plus(Duration.ofHours(9)), "fault", null, "probe");
        take(names, List.of(Measurement.of("long", down)));
        settle();
        Map<String, BigDecimal> issued = issued(names);
        assertThat(issued.values()).singleElement().satisfies(a -> assertThat(a).isPositive());

        time.moveBy(Duration.ofDays(60));
        take(names, List.of(new Measurement("long", 1, 0, new Content.Withdrawn(Kind.OUTAGE))));
        current.run();
        assertThat(violations.of(names.source())).singleElement().satisfies(v -> assertThat(v.count())
                .isZero());
        Map<String, BigDecimal> differences = approved(names);

        assertThat(differences.keySet()).isEqualTo(issued.keySet());
        assertThat(plus(issued, differences).values()).allMatch(amount -> amount.signum() == 0);
    }

    @Test
    void aDifferenceThatIsNoneAnyMoreWhenItIsApprovedIssuesNothing_6_5() {
        Names names = begin();
        settle();
        Instant from = Instant.parse("2016-03-07T08:00:00Z");
        Content.Outage found = new Content.Outage("desk", from, from.plus(Duration.ofHours(9)), "fault", null, "probe");
        take(names, List.of(Measurement.of("found", found)));
        current.run();
        assertThat(credits.of(names.source())).singleElement().satisfies(c -> assertThat(c.state())
                .isEqualTo(Credit.State.IN_DECISION));
        take(names, List.of(new Measurement("found", 1, 0, new Content.Withdrawn(Kind.OUTAGE))));
        current.run();

        approved(names);

        assertThat(credits.of(names.source())).singleElement().satisfies(c -> {
            assertThat(c.state()).isEqualTo(Credit.State.CANCELLED);
            assertThat(credits.notes(c.id())).isEmpty();
        });
    }
}
