package io.surety.measurement.prometheus;

import io.surety.measurement.LineWatermarkMoved;
import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.measurement.TakeMeasurements;
import io.surety.measurement.Totals;
import io.surety.measurement.prometheus.FakeMonitoring.Question;
import io.surety.measurement.prometheus.FakeMonitoring.Reply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;

/** A checkout and a portal, each pulled over a connection of its own, from monitoring systems that do as a test wants. */
abstract class TwoPullsScene extends PullsScene {

    static final Pull CHECKOUT = pull("checkout");
    static final Pull PORTAL = pull("portal");

    private static Pull pull(String service) {
        return new Pull("tickets", service, service, new QueryPair("good " + service, "total " + service, MINUTE));
    }

    FetchPulls fetch(FakeMonitoring monitoring) {
        return fetch(monitoring.url(), monitoring.url(), rooms.take);
    }

    FetchPulls fetch(URI checkout, URI portal, TakeMeasurements take) {
        return fetch(checkout, portal, take, rooms.published::add);
    }

    FetchPulls fetch(URI checkout, URI portal, TakeMeasurements take, ApplicationEventPublisher events) {
        var connections = Map.of(
                "checkout", new Connection(checkout, null, List.of(), Duration.ofSeconds(2)),
                "portal", new Connection(portal, null, List.of(), Duration.ofSeconds(2)));
        return fetch(connections, take, events);
    }

    /** Four of five requests are good in each minute. */
    static Reply whole(Question question) {
        return Reply.of(question.each(question.query().startsWith("good") ? "4" : "5"));
    }

    void at(Duration afterStart) {
        rooms.moveTo(START.plus(afterStart));
    }

    Totals totals(Pull pull) {
        rooms.rollups.settle();
        return rooms.rollups.totals(pull.series(), YEAR);
    }

    List<LineWatermarkMoved> told() {
        return rooms.published.stream()
                .filter(LineWatermarkMoved.class::isInstance)
                .map(LineWatermarkMoved.class::cast)
                .toList();
    }

    static LineWatermarkMoved toMinute(int minute, Pull pull) {
        return new LineWatermarkMoved(pull.series(), minute(minute));
    }
}
