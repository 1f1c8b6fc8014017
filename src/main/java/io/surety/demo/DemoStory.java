package io.surety.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * What happens in the demo world: the same on every machine for a given day, so that the history of yesterday and the
 * live events of today are one story.
 *
 * <p>The second month goes badly: critical tickets wait, and the portal is down for a morning.
 *
 * @param zone in which the people of the demo work
 * @param start first day of the story
 */
record DemoStory(ZoneId zone, LocalDate start) {

    static final String TICKETS = "tickets";
    static final String CRM = "crm";
    static final String CLOUDCO = "cloudco-feed";
    static final String WAREHOUSE = "wms";

    /** To whom leads are assigned in turn. */
    static final List<String> REPS = List.of("rita", "ravi");

    /** No item of the story lives longer than this. */
    static final int LONGEST_LIFE_DAYS = 14;

    /** What happens from {@code after}, exclusive, to {@code until}, inclusive, in order. */
    List<DemoEvent> between(Instant after, Instant until) {
        LocalDate first = max(start, after.atZone(zone).toLocalDate().minusDays(LONGEST_LIFE_DAYS));
        LocalDate last = until.atZone(zone).toLocalDate();
        return first.datesUntil(last.plusDays(1))
                .flatMap(day -> of(day).stream())
                .filter(event -> event.at().isAfter(after) && !event.at().isAfter(until))
                .sorted()
                .toList();
    }

    /** All that becomes of what begins on a day. */
    private List<DemoEvent> of(LocalDate day) {
        Random random = new Random(day.toEpochDay() * 31 + 7);
        List<DemoEvent> events = new ArrayList<>();
        boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        int tickets = weekend ? random.nextInt(2) : 4 + random.nextInt(4);
        for (int n = 0; n < tickets; n++) {
            events.addAll(ticket(day, n, random));
        }
        for (int n = 0; n < (weekend ? 0 : 2 + random.nextInt(2)); n++) {
            events.addAll(lead(day, n, random));
        }
        events.addAll(outages(day));
        return events;
    }

    private List<DemoEvent> ticket(LocalDate day, int n, Random random) {
        boolean critical = random.nextInt(5) == 0;
        boolean network = random.nextInt(3) == 0;
        String priority = critical ? "1 - Critical" : random.nextInt(3) == 0 ? "2 - High" : "3 - Moderate";
        DemoItem item = new DemoItem(
                TICKETS,
                "INC%s%02d".formatted(day.toString().replace("-", ""), n),
                at(day, 8 * 60 + random.nextInt(9 * 60), random),
                Map.of(
                        "type", "incident",
                        "service", "service-desk",
                        "customer", "acme",
                        "priority", priority,
                        "group", "Service desk",
                        "state", "New"));
        item.after(firstResponse(day, critical, random)).changes("state", "Active");
        if (network) {
            item.after(minutes(5, 30, random)).changes("group", "Network");
            item.after(minutes(30, 300, random)).changes("group", "Service desk");
        }
        if (random.nextInt(4) == 0) {
            item.after(minutes(5, 60, random)).changes("state", "Awaiting User Info");
            item.after(minutes(60, 24 * 60, random)).changes("state", "Active");
        }
        item.after(critical ? minutes(20, 150, random) : minutes(60, 30 * 60, random))
                .changes("state", "Resolved");
        item.after(Duration.ofDays(3)).changes("state", "Closed");
        return item.events();
    }

    private Duration firstResponse(LocalDate day, boolean critical, Random random) {
        if (!critical) {
            return minutes(2, 170, random);
        }
        boolean late = isBad(day) ? random.nextInt(3) == 0 : random.nextInt(60) == 0;
        return Duration.ofSeconds(late ? 90 + random.nextInt(300) : 10 + random.nextInt(45));
    }

    private List<DemoEvent> lead(LocalDate day, int n, Random random) {
        boolean decides = random.nextInt(3) == 0;
        DemoItem lead = new DemoItem(
                CRM,
                "LEAD%s%02d".formatted(day.toString().replace("-", ""), n),
                at(day, 9 * 60 + random.nextInt(7 * 60), random),
                Map.of(
                        "type", "lead",
                        "service", "leads",
                        "customer", "sales",
                        "segment", random.nextBoolean() ? "enterprise" : "midmarket",
                        "seniority", decides ? "director" : "specialist",
                        "state", "New"));
        lead.after(Duration.ofSeconds(20)).happens("delivered", "");
        lead.after(minutes(1, 20, random)).assignedTo(REPS.get(n % REPS.size()));
        lead.after(Duration.ofSeconds(5)).happens("touched", "automatic");
        lead.after(decides ? Duration.ofSeconds(20 + random.nextInt(95)) : minutes(10, 200, random))
                .happens("touched", "human");
        for (int touch = random.nextInt(4); touch > 0; touch--) {
            lead.after(minutes(60, 1500, random)).happens("touched", "human");
        }
        lead.after(minutes(60, 2000, random));
        return (random.nextInt(8) == 0 ? lead.refusedFor("no-need") : lead.changes("state", "Converted")).events();
    }

    /** A short fault each month, maintenance that was announced in time, and one bad morning in the second month. */
    private List<DemoEvent> outages(LocalDate day) {
        Stream.Builder<DemoEvent> events = Stream.builder();
        if (day.getDayOfMonth() == 9) {
            outage(events, "portal-fault-" + day, "fault", at(day, 10 * 60), Duration.ofMinutes(12));
        }
        if (isBad(day) && day.getDayOfMonth() == 17) {
            outage(events, "portal-morning-" + day, "fault", at(day, 8 * 60), Duration.ofMinutes(255));
        }
        if (day.getDayOfMonth() == 20) {
            outage(events, "portal-patching-" + day, "agreed-maintenance", at(day, 2 * 60), Duration.ofMinutes(60));
        }
        if (day.getDayOfMonth() == 10) {
            events.add(maintenance(day));
        }
        return events.build().toList();
    }

    private static void outage(
            Stream.Builder<DemoEvent> events, String id, String cause, Instant from, Duration length) {
        Map<String, Object> begun = new LinkedHashMap<>();
        begun.put("kind", "outage");
        begun.put("source", TICKETS);
        begun.put("id", id);
        begun.put("service", "portal");
        begun.put("from", from.toString());
        begun.put("cause", cause);
        begun.put("evidence", "monitoring of the portal");
        events.add(new DemoEvent(from, TICKETS, begun));
        Map<String, Object> ended = new LinkedHashMap<>(begun);
        ended.put("revision", 1);
        ended.put("to", from.plus(length).toString());
        events.add(new DemoEvent(from.plus(length), TICKETS, ended));
    }

    private DemoEvent maintenance(LocalDate day) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("kind", "maintenance");
        body.put("source", TICKETS);
        body.put("id", "patching-" + day.plusDays(10));
        body.put("service", "portal");
        body.put("from", at(day.plusDays(10), 2 * 60).toString());
        body.put("to", at(day.plusDays(10), 4 * 60).toString());
        body.put("announcedAt", at(day, 12 * 60).toString());
        body.put("evidence", "announced by mail to all users of the portal");
        return new DemoEvent(at(day, 12 * 60), TICKETS, body);
    }

    private boolean isBad(LocalDate day) {
        return ChronoUnit.MONTHS.between(start.withDayOfMonth(1), day.withDayOfMonth(1)) == 1;
    }

    private Instant at(LocalDate day, int minute) {
        return day.atStartOfDay(zone)
                .toLocalDate()
                .atTime(minute / 60, minute % 60)
                .atZone(zone)
                .toInstant();
    }

    private Instant at(LocalDate day, int minute, Random random) {
        return at(day, minute).plusSeconds(random.nextInt(60));
    }

    private static Duration minutes(int least, int most, Random random) {
        return Duration.ofSeconds((least + random.nextInt(most - least)) * 60L + random.nextInt(60));
    }

    private static LocalDate max(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
