package io.surety.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What somebody who has just started the demo sees happen: a critical ticket that nobody answers, so that its clock
 * goes late after a minute and the first line is called, and a lead that waits. It repeats every half hour.
 *
 * @param opened when the demo world was ready
 */
record DemoSpotlight(Instant opened) {

    static final Duration EVERY = Duration.ofMinutes(30);

    private static final Duration ANSWERED_AFTER = Duration.ofMinutes(20);

    /** What happens from {@code after}, exclusive, to {@code until}, inclusive, in order. */
    List<DemoEvent> between(Instant after, Instant until) {
        long first = Math.max(0, rounds(after.minus(ANSWERED_AFTER).minus(EVERY)));
        long last = rounds(until);
        return Stream.iterate(first, n -> n <= last, n -> n + 1)
                .flatMap(n -> Stream.concat(ticket(n).stream(), lead(n).stream()))
                .filter(event -> event.at().isAfter(after) && !event.at().isAfter(until))
                .sorted()
                .toList();
    }

    private long rounds(Instant at) {
        return Duration.between(opened, at).dividedBy(EVERY);
    }

    private List<DemoEvent> ticket(long round) {
        Instant created = opened.plus(EVERY.multipliedBy(round)).plusSeconds(5);
        return new DemoItem(
                        DemoStory.TICKETS,
                        "INC-LIVE-" + created.getEpochSecond(),
                        created,
                        Map.of(
                                "type", "incident",
                                "service", "service-desk",
                                "customer", "acme",
                                "priority", "1 - Critical",
                                "group", "Service desk",
                                "state", "New"))
                .after(ANSWERED_AFTER)
                .changes("state", "Active")
                .after(Duration.ofMinutes(5))
                .changes("state", "Resolved")
                .events();
    }

    private List<DemoEvent> lead(long round) {
        Instant created = opened.plus(EVERY.multipliedBy(round)).plusSeconds(8);
        return new DemoItem(
                        DemoStory.CRM,
                        "LEAD-LIVE-" + created.getEpochSecond(),
                        created,
                        Map.of(
                                "type", "lead",
                                "service", "leads",
                                "customer", "sales",
                                "segment", "enterprise",
                                "seniority", "c-level",
                                "state", "New"))
                .after(Duration.ofSeconds(2))
                .happens("assigned", "")
                .after(ANSWERED_AFTER)
                .happens("touched", "human")
                .events();
    }
}
