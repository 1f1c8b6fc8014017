package io.surety.evaluation.availability;

import static io.surety.evaluation.availability.JudgeAvailabilityTest.ledger;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.ledger.TimeLedger;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Ratio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code domain.md} 5.1 and 5.2 on random months. */
class AvailabilityPropertiesTest {

    private static final String[] CAUSES = {"fault", "customer", "force-majeure"};

    @Test
    void theLedgerCoversItsSpanToTheMillisecondAndTheShareFollowsFromIt_5_1() {
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            Verdict june = month(random).june();
            TimeLedger ledger = ledger(june);
            Instant reached = Portal.at("2026-06-01T00:00");
            for (TimeEntry entry : ledger.entries()) {
                assertThat(entry.from()).isEqualTo(reached);
                reached = entry.to();
            }
            assertThat(reached).isEqualTo(Portal.at("2026-07-01T00:00"));
            assertThat(Arrays.stream(TimeLabel.values())
                            .mapToLong(ledger::millis)
                            .sum())
                    .isEqualTo(Duration.ofDays(30).toMillis());
            long known = ledger.millis(TimeLabel.GOOD) + ledger.millis(TimeLabel.EXCUSED);
            assertThat(june.share()).contains(Ratio.of(known, known + ledger.millis(TimeLabel.BAD)));
        }
    }

    @Test
    void theOrderOfTheInputsDecidesNothing_5_2() {
        Random random = new Random(13);
        for (int i = 0; i < 200; i++) {
            Portal portal = month(random);
            Verdict once = portal.june();
            assertThat(portal.shuffled(random).june()).isEqualTo(once);
        }
    }

    private static Portal month(Random random) {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets, minimumOutage: PT30M}, target: {atLeast: \"99%\", calendar: prime, per: month}",
                "{id: patching, cause: agreed-maintenance, effect: exclude, announce: P2BD, cap: PT9H, per: week}",
                "{id: own, cause: customer, effect: excuse, cap: PT20H, per: month}",
                "{id: force, cause: force-majeure, effect: exclude}");
        for (int i = random.nextInt(12); i > 0; i--) {
            LocalDateTime from = moment(random);
            String to = from.plusSeconds(random.nextInt(1, 50_000))
                    .plusNanos(1_000_000)
                    .toString();
            String cause = CAUSES[random.nextInt(3)];
            if (random.nextBoolean()) {
                portal.outage("o" + i, from.toString(), to, cause);
            } else {
                portal.outage("o" + i, from.toString(), to, cause, Portal.provider(), Portal.customer());
            }
        }
        for (int i = random.nextInt(6); i > 0; i--) {
            LocalDateTime from = moment(random);
            portal.maintenance(
                    "m" + i,
                    from.toString(),
                    from.plusSeconds(random.nextInt(1, 90_000)).toString(),
                    from.minusHours(random.nextInt(120)).toString());
        }
        if (random.nextInt(3) == 0) {
            portal.suspended("2026-06-22T12:00", "2026-06-23T12:00");
        }
        return portal.knownUntil("2026-06-30T17:59:59.999");
    }

    private static LocalDateTime moment(Random random) {
        return LocalDateTime.parse("2026-05-30T00:00").plusSeconds(random.nextInt(33 * 86_400));
    }
}
