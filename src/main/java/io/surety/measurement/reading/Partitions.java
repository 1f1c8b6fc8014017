package io.surety.measurement.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the partitions that readings need: those of the next days ahead, those of the past when something comes for them. */
@Component
class Partitions {

    private static final int AHEAD_DAYS = 3;

    private record Partition(ReadingKind kind, LocalDate day) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate ownTransaction;
    private final Set<Partition> made = ConcurrentHashMap.newKeySet();

    Partitions(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Commits what it makes, whatever transaction is around it: readings are written on another connection. */
    void makeFor(Collection<Reading> readings) {
        for (Reading reading : readings) {
            if (!reading.isWithdrawal()) {
                make(reading.kind(), day(reading.at()));
            }
        }
    }

    private void make(ReadingKind kind, LocalDate day) {
        var partition = new Partition(kind, day);
        if (!made.contains(partition)) {
            ownTransaction.executeWithoutResult(status -> jdbc.sql("select measurement.make_partition(:kind, :day)")
                    .param("kind", (int) kind.number())
                    .param("day", day)
                    .query(row -> {}));
            made.add(partition);
        }
    }

    void makeAhead(Instant now) {
        for (ReadingKind kind : ReadingKind.values()) {
            for (int days = 0; days <= AHEAD_DAYS; days++) {
                make(kind, day(now.plus(Duration.ofDays(days))));
            }
        }
    }

    /** Forgets what it made, because another node may have dropped it. */
    void forget() {
        made.clear();
    }
}
