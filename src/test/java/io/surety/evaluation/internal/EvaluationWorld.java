package io.surety.evaluation.internal;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.evaluation.ClockChanged;
import io.surety.evaluation.Clocks;
import io.surety.evaluation.ClocksChanged;
import io.surety.evaluation.ClocksDecided;
import io.surety.evaluation.DecisionsChanged;
import io.surety.evaluation.FindDueClocks;
import io.surety.evaluation.ThresholdReached;
import io.surety.evaluation.ThresholdsReached;
import io.surety.evaluation.period.Rules;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.ItemRef;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.testing.CountedStatements;
import io.surety.testing.IntoForce;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.TestDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Agreements, measurements and clocks as they are, on a database of their own, with a clock that is moved. */
final class EvaluationWorld implements AutoCloseable {

    private static final PersonId NORA = new PersonId("nora");
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final AnnotationConfigApplicationContext context;
    private final CountedStatements database;
    private final AtomicInteger ids = new AtomicInteger();

    EvaluationWorld() {
        this(TestDatabase.fresh());
    }

    /** Over a database that others work on too. */
    EvaluationWorld(DataSource shared) {
        database = new CountedStatements(shared);
        context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> database);
        context.registerBean(Parties.class, Salespeople::new);
        context.registerBean(Rules.class, () -> new Rules(1, "2026a"));
        context.register(Beans.class);
        context.refresh();
    }

    @Configuration
    @EnableTransactionManagement
    @ComponentScan(
            basePackages = {
                "io.surety.agreement",
                "io.surety.measurement",
                "io.surety.evaluation.internal",
                "io.surety.evaluation.forecast"
            },
            lazyInit = true,
            excludeFilters = {
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = "io\\.surety\\..*\\.(web|process|intake)\\..*"),
                @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|World|ScanSchedule)(\\$.*)?")
            })
    static class Beans {

        @Bean
        MovedTimeSource time() {
            return new MovedTimeSource();
        }

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource database) {
            return new JdbcTransactionManager(database);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        Heard heard() {
            return new Heard();
        }
    }

    /** What was told, in order, by whatever thread. */
    static class Heard {

        final List<ThresholdReached> thresholds = new CopyOnWriteArrayList<>();
        final List<ClockChanged> changes = new CopyOnWriteArrayList<>();
        final List<DecisionsChanged> decisions = new CopyOnWriteArrayList<>();
        volatile Consumer<ThresholdReached> listener = t -> {};
        volatile Consumer<ClocksChanged> changed = c -> {};

        @EventListener
        public void on(ThresholdsReached event) {
            event.reached().forEach(reached -> listener.accept(reached));
            thresholds.addAll(event.reached());
        }

        @EventListener
        public void on(ClocksChanged event) {
            changed.accept(event);
            changes.addAll(event.changes());
        }

        @EventListener
        public void on(ClocksDecided event) {
            decisions.addAll(event.changes());
        }

        @EventListener
        public void on(DecisionsChanged event) {
            decisions.add(event);
        }

        void forget() {
            thresholds.clear();
            changes.clear();
            decisions.clear();
            listener = t -> {};
            changed = c -> {};
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** One more of its kind over the same database: another node. */
    <T> T another(Class<T> type) {
        return context.getAutowireCapableBeanFactory().createBean(type);
    }

    /** How many statements the database has been sent. */
    long statements() {
        return database.count();
    }

    MovedTimeSource time() {
        return bean(MovedTimeSource.class);
    }

    Clocks clocks() {
        return bean(Clocks.class);
    }

    Heard heard() {
        return bean(Heard.class);
    }

    Agreements agreements() {
        return bean(Agreements.class);
    }

    int scan() {
        return bean(FindDueClocks.class).run();
    }

    /** A source that no other test uses. */
    String newSource() {
        String id = "s" + NAMES.incrementAndGet();
        bean(Sources.class)
                .register(new Source(id, new OrganisationId("northwind-it"), Set.of(new OrganisationId("acme"))), NORA);
        return id;
    }

    VersionRef activate(String text) {
        return transaction(() -> IntoForce.bring(agreements(), bean(ReadDocument.class), text, NORA));
    }

    void move(VersionRef ref, VersionState state) {
        transaction(() -> agreements().move(ref, state, NORA, "test"));
    }

    void end(VersionRef ref, Instant at) {
        transaction(() -> agreements().endValidity(ref, at, NORA));
    }

    void create(ItemRef item, Instant at) {
        take(item, at, "created", newIncident());
    }

    /** The attributes of an incident when it is created, by name and value, and more of them. */
    static String[] newIncident(String... more) {
        Stream<String> needed =
                Stream.of("service", "service-desk", "customer", "acme", "type", "incident", "state", "New");
        return Stream.concat(needed, Stream.of(more)).toArray(String[]::new);
    }

    /** An event of an item, delivered now. */
    void take(ItemRef item, Instant at, String type, String... attributes) {
        take(item, "id" + ids.incrementAndGet(), 0, false, at, type, attributes);
    }

    void take(
            ItemRef item, String id, int revision, boolean tellPeople, Instant at, String type, String... attributes) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            map.put(attributes[i], attributes[i + 1]);
        }
        Content content = new Content.WorkItem(item.key(), at, List.of(), type, "human", map);
        bean(TakeMeasurements.class)
                .take(new Delivery(
                        item.source(), List.of(new Measurement(id, revision, 0, content)), tellPeople, NORA));
    }

    <T> T transaction(Supplier<T> work) {
        return Objects.requireNonNull(bean(TransactionTemplate.class).execute(status -> work.get()));
    }

    @Override
    public void close() {
        context.close();
    }
}
