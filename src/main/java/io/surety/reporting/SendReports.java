package io.surety.reporting;

import io.surety.agreement.Agreements;
import io.surety.agreement.Agreements.HistoryEntry;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.Per;
import io.surety.evaluation.verdict.Periods;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Person;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the receivers of each agreement, once an ISO week has ended in its zone, or a month where the document says so,
 * that the report on it is there.
 *
 * <p>Each agreement and week is told of once, in one transaction with the record that it was, so that it can run at any
 * time, on several nodes and after a stop: then the weeks that ended meanwhile are told of, oldest first. A week that
 * ended before the agreement was activated, as with a retroactive start, is not told of.
 */
@Service
public class SendReports {

    private static final Logger LOG = LoggerFactory.getLogger(SendReports.class);

    /** Longer than a week, so that no week falls between two looks, in whatever zone it ended. */
    private static final Duration LOOK_BACK = Duration.ofDays(9);

    private final Agreements agreements;
    private final SentWeeks sent;
    private final ReportReceivers receivers;
    private final Outbox outbox;
    private final TimeSource time;
    private final TransactionTemplate transaction;

    SendReports(
            Agreements agreements,
            SentWeeks sent,
            ReportReceivers receivers,
            Outbox outbox,
            TimeSource time,
            TransactionTemplate transaction) {
        this.agreements = agreements;
        this.sent = sent;
        this.receivers = receivers;
        this.outbox = outbox;
        this.time = time;
        this.transaction = transaction;
    }

    /** Tells of all weeks that have ended and were not told of. */
    public void run() {
        run(() -> false);
    }

    /** @param stop asked before each of them; the rest is told of the next time, because what ended first comes first */
    void run(BooleanSupplier stop) {
        Instant now = time.now();
        Instant from = sent.latestEnd()
                .filter(latest -> latest.isBefore(now))
                .orElse(now)
                .minus(LOOK_BACK);
        Interval span = new Interval(from, now);
        agreements.inForceDuring(span).stream()
                .flatMap(version -> ended(version, span))
                .sorted(Comparator.comparing(due -> due.week().span().to()))
                .takeWhile(due -> !stop.getAsBoolean())
                .forEach(due -> tell(due, now));
    }

    private record Due(Version version, ReportPeriod week) {}

    /** The weeks that ended in the span and in whose last moment the version was in force, or that ended with it. */
    private static Stream<Due> ended(Version version, Interval span) {
        ZoneId zone = version.document().spec().period().zone();
        Per per = version.document().spec().reporting().per().orElse(Per.WEEK);
        return new Periods(per, zone)
                .touching(span).stream()
                        .filter(week -> !week.to().isAfter(span.to()))
                        .filter(week -> version.validity().overlaps(week))
                        .filter(week -> !version.validity().to().isBefore(week.to())
                                || version.state() != VersionState.SUPERSEDED)
                        .map(week -> new Due(version, ReportPeriod.of(per, week, zone)));
    }

    private void tell(Due due, Instant now) {
        String agreement = due.version().ref().agreement();
        try {
            transaction.executeWithoutResult(status -> {
                if (activatedBefore(agreement, due.week().span().to())) {
                    tell(due, receivers.of(due.version()), now);
                }
            });
        } catch (RuntimeException e) {
            LOG.error(
                    "The receivers of the report on {} in {} could not be told",
                    agreement,
                    due.week().label(),
                    e);
        }
    }

    private boolean activatedBefore(String agreement, Instant end) {
        return agreements.history(agreement).stream()
                .filter(entry -> entry.state() == VersionState.ACTIVE)
                .map(HistoryEntry::at)
                .findFirst()
                .filter(at -> at.isBefore(end))
                .isPresent();
    }

    private void tell(Due due, List<Person> people, Instant now) {
        String agreement = due.version().ref().agreement();
        String week = due.week().label();
        if (!sent.add(agreement, due.week(), people.size(), now)) {
            return;
        }
        if (people.isEmpty()
                && !due.version().document().spec().reporting().to().isEmpty()) {
            LOG.warn("Nobody speaks for those whom {} sends its reports to: {} is not told of", agreement, week);
        }
        for (Person person : people) {
            outbox.add(new Notice(
                    "report:" + agreement + ":" + week + ":" + person.id(),
                    person.id(),
                    Notice.Channel.MAIL,
                    due.week().per() == Per.WEEK ? "reporting.week" : "reporting.month",
                    Map.of(
                            "agreement", due.version().document().metadata().title(),
                            "week", week,
                            "from", due.week().span().from().toString(),
                            "to", due.week().span().to().toString()),
                    "/agreements/" + agreement + "/reports/" + week));
        }
    }
}
