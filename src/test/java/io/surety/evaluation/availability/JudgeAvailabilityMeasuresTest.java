package io.surety.evaluation.availability;

import static io.surety.evaluation.availability.JudgeAvailabilityTest.ledger;
import static io.surety.evaluation.availability.JudgeAvailabilityTest.minutes;
import static io.surety.evaluation.availability.Portal.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ServiceCalendars;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.evaluation.period.JudgeMeasure;
import io.surety.evaluation.period.JudgeMeasure.Judgement;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.RecordMaintenance;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.reading.ReadingRooms;
import io.surety.measurement.reading.StoredReadings;
import io.surety.measurement.reading.TakeReadings;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.TimeSource;
import io.surety.testing.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/** Availability from what the measurement room has stored: everything that a verdict needs is read, and no more. */
class JudgeAvailabilityMeasuresTest {

    private static final Instant NOW = at("2026-07-02T00:00");
    private static final String MONTHLY_CAP =
            "{id: patching, cause: agreed-maintenance, effect: exclude, announce: P5D, cap: PT4H, per: month}";

    private final AnnotationConfigApplicationContext rooms = new AnnotationConfigApplicationContext();

    @Configuration
    @EnableTransactionManagement
    static class Database {

        @Bean
        DataSource database() {
            return TestDatabase.fresh();
        }

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource database) {
            return new DataSourceTransactionManager(database);
        }

        @Bean
        TimeSource time() {
            return () -> NOW;
        }

        @Bean
        ReadingRooms readings(DataSource database, PlatformTransactionManager transactions, TimeSource time) {
            return new ReadingRooms(database, transactions, time, Map.of());
        }

        @Bean
        StoredReadings storedReadings(ReadingRooms readings) {
            return readings.stored;
        }

        @Bean
        TakeReadings takeReadings(ReadingRooms readings) {
            return readings.take;
        }

        @Bean
        ServiceCalendars calendars() {
            return Portal::calendar;
        }
    }

    @BeforeEach
    void openRooms() {
        rooms.register(Database.class);
        var scanner = new ClassPathBeanDefinitionScanner(rooms);
        scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile("io\\.surety\\.measurement\\.\\w+\\..*")));
        scanner.addExcludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*Test.*")));
        scanner.scan("io.surety.measurement", "io.surety.evaluation.availability");
        rooms.refresh();
        for (String source : new String[] {"tickets", "probe", "hits"}) {
            rooms.getBean(Sources.class)
                    .register(new Source(source, Portal.provider(), Set.of(Portal.customer())), PersonId.SYSTEM);
        }
    }

    @AfterEach
    void closeRooms() {
        rooms.close();
    }

    @Test
    void outagesAndConfirmedMaintenanceMakeTheVerdict() {
        Portal portal = Portal.fromOutages(MONTHLY_CAP);
        take("tickets", outage("o1", "2026-06-14T01:00", "2026-06-14T01:30"));
        take("tickets", outage("o2", "2026-06-20T10:00", "2026-06-20T10:50"), watermark("2026-07-01T00:00"));
        maintenance("m", "2026-06-14T00:00", "2026-06-14T04:00", "2026-06-01T00:00");

        Judgement before = judge(portal, "2026-06-15T00:00");
        confirm("m");
        Judgement after = judge(portal, "2026-06-15T00:00");

        assertThat(before.verdicts().get(0).share()).contains(Ratio.of(43_200 - 80, 43_200));
        assertThat(after.verdicts().get(0).share()).contains(Ratio.of(42_960 - 50, 42_960));
        assertThat(after.watermark()).contains(at("2026-07-01T00:00"));
        assertThat(after.lost()).isFalse();
    }

    /** A part of a part is a part; another service is none. */
    @Test
    void domain55AnOutageOfAnyPartIsOneOfTheServiceAndTimeCountsOnce() {
        Portal portal =
                new Portal("measure: {kind: availability, from: outages, source: tickets, minimumOutage: PT25M},"
                        + " target: {atLeast: \"99.9%\", calendar: always, per: month}");
        take(
                "tickets",
                outage("o1", "2026-06-14T01:00", "2026-06-14T01:20"),
                outage("cart", "o2", "2026-06-14T01:10", "2026-06-14T01:30"),
                outage("search", "o3", "2026-06-20T10:00", "2026-06-20T10:50"),
                outage("search", "o4", "2026-06-21T10:00", "2026-06-21T10:20"),
                outage("blog", "o5", "2026-06-22T10:00", "2026-06-22T20:00"),
                watermark("2026-07-01T00:00"));

        assertThat(judge(portal, "2026-06-15T00:00").verdicts().get(0).share()).contains(Ratio.of(43_200 - 80, 43_200));
    }

    @Test
    void domain55ASampledServiceIsDownWhereAnyPartIsAndUnknownWhereOneOfThemIs() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: samples, source: probe}, target: {atLeast: \"99.9%\", calendar: always, per: day}");
        take(
                "probe",
                Measurement.of("a", new Content.Sample("portal", at("2026-06-15T00:00"), true)),
                Measurement.of("b", new Content.Sample("portal", at("2026-06-15T00:03"), true)),
                Measurement.of("c", new Content.Sample("cart", at("2026-06-15T00:02"), false)),
                Measurement.of("d", new Content.Sample("cart", at("2026-06-15T00:03"), true)),
                Measurement.of("e", new Content.Sample("blog", at("2026-06-15T00:00"), false)));

        var day = ledger(judge(portal, "2026-06-15T12:00").verdicts().get(0));

        assertThat(minutes(day, TimeLabel.BAD)).isEqualTo(1);
        assertThat(minutes(day, TimeLabel.GOOD)).isEqualTo(3);
    }

    @Test
    void domain55ASliceIsBadIfThatOfAnyPartIs() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: slices, source: hits, slice: PT1H, sliceTarget: \"99%\"}, target: {atLeast: \"99.9%\", calendar: always, per: day}, noData: good, completeness: \"1%\"");
        take(
                "hits",
                Measurement.of("a", new Content.Counter("portal", at("2026-06-15T00:00"), 100, 100)),
                Measurement.of("b", new Content.Counter("cart", at("2026-06-15T00:00"), 90, 100)),
                Measurement.of("c", new Content.Counter("portal", at("2026-06-15T01:00"), 98, 100)),
                Measurement.of("d", new Content.Counter("cart", at("2026-06-15T01:00"), 100, 100)),
                Measurement.of("e", new Content.Counter("cart", at("2026-06-15T02:00"), 100, 100)));

        assertThat(judge(portal, "2026-06-15T12:00").verdicts().get(0).share()).contains(Ratio.of(22, 24));
    }

    @Test
    void whatEarlierWeeksUsedOfAMonthlyCapIsRead() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets}, target: {atLeast: \"99.9%\", calendar: always, per: week}",
                MONTHLY_CAP);
        take("tickets", watermark("2026-07-01T00:00"));
        maintenance("first", "2026-06-10T00:00", "2026-06-10T03:00", "2026-06-01T00:00");
        maintenance("second", "2026-06-16T00:00", "2026-06-16T03:00", "2026-06-01T00:00");
        confirm("first");
        confirm("second");

        Judgement week = judge(portal, "2026-06-16T00:00");

        assertThat(minutes(ledger(week.verdicts().get(0)), TimeLabel.EXCLUDED)).isEqualTo(60);
        assertThat(affected(portal, "2026-06-10T00:00", "2026-06-10T03:00"))
                .isEqualTo(new Interval(at("2026-06-01T00:00"), at("2026-07-01T00:00")));
    }

    @Test
    void anOutageThatBeganBeforeThePeriodIsMeasuredWhole() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: outages, source: tickets, minimumOutage: PT5M}, target: {atLeast: \"99.9%\", calendar: always, per: month}");
        take(
                "tickets",
                outage("may", "2026-05-31T23:56", "2026-06-01T00:00"),
                outage("june", "2026-06-01T00:00", "2026-06-01T00:02"),
                watermark("2026-07-01T00:00"));

        assertThat(minutes(ledger(judge(portal, "2026-06-15T00:00").verdicts().get(0)), TimeLabel.BAD))
                .isEqualTo(2);
        assertThat(affected(portal, "2026-05-31T23:56", "2026-06-01T00:00").to())
                .isAfter(at("2026-06-01T00:00"));
    }

    @Test
    void theSampleBeforeThePeriodHoldsIntoIt() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: samples, source: probe}, target: {atLeast: \"99.9%\", calendar: always, per: day}");
        take("probe", Measurement.of("s", new Content.Sample("portal", at("2026-06-14T23:58"), false)));

        Judgement day = judge(portal, "2026-06-15T12:00");

        assertThat(minutes(ledger(day.verdicts().get(0)), TimeLabel.BAD)).isEqualTo(1);
        assertThat(minutes(ledger(day.verdicts().get(0)), TimeLabel.UNKNOWN)).isEqualTo(1439);
    }

    @Test
    void slicesAreCounted() {
        Portal portal = new Portal(
                "measure: {kind: availability, from: slices, source: hits, slice: PT1H, sliceTarget: \"99%\"}, target: {atLeast: \"99.9%\", calendar: always, per: day}, noData: good, completeness: \"1%\"");
        take(
                "hits",
                Measurement.of("a", new Content.Counter("portal", at("2026-06-15T00:00"), 100, 100)),
                Measurement.of("b", new Content.Counter("portal", at("2026-06-15T01:00"), 90, 100)));

        assertThat(judge(portal, "2026-06-15T12:00").verdicts().get(0).share()).contains(Ratio.of(23, 24));
    }

    private Judgement judge(Portal portal, String in) {
        return rooms.getBean(JudgeMeasure.class).judge(portal.version(), portal.term(), portal.period(at(in)), NOW);
    }

    private Interval affected(Portal portal, String from, String to) {
        return rooms.getBean(JudgeMeasure.class)
                .affected(portal.version(), portal.term(), new Interval(at(from), at(to)));
    }

    private void take(String source, Measurement... measurements) {
        rooms.getBean(TakeMeasurements.class)
                .take(new Delivery(source, Arrays.asList(measurements), false, PersonId.SYSTEM));
    }

    private void maintenance(String id, String from, String to, String announced) {
        rooms.getBean(RecordMaintenance.class)
                .record(
                        person("nora", Portal.provider(), Role.SERVICE_LEVEL_MANAGER),
                        "tickets",
                        id,
                        new Content.Maintenance("portal", at(from), at(to), at(announced), "notice"));
    }

    private void confirm(String id) {
        rooms.getBean(RecordMaintenance.class)
                .confirm(
                        person("carla", Portal.customer(), Role.CUSTOMER_REPRESENTATIVE),
                        "tickets",
                        id,
                        0,
                        null,
                        "agreed");
    }

    private static Caller person(String id, OrganisationId organisation, Role role) {
        return new Caller(new PersonId(id), false, Set.of(organisation), Set.of(role));
    }

    private static Measurement outage(String service, String id, String from, String to) {
        return Measurement.of(id, new Content.Outage(service, at(from), at(to), "fault", null, "seen"));
    }

    private static Measurement outage(String id, String from, String to) {
        return Measurement.of(id, new Content.Outage("portal", at(from), at(to), "fault", null, "seen"));
    }

    private static Measurement watermark(String at) {
        return Measurement.of("w", new Content.Watermark(at(at)));
    }
}
