package io.surety.measurement.prometheus;

import io.surety.measurement.Pull;
import io.surety.measurement.QueryPair;
import io.surety.shared.Interval;
import java.time.Duration;

/** The requests of a checkout in one hour, as a monitoring system keeps them, and the pull that counts them. */
final class CheckoutHour {

    static final Interval HOUR = new Interval(PullsScene.START, PullsScene.START.plus(Duration.ofHours(1)));
    static final QueryPair QUERIES = new QueryPair(
            "sum(increase(http_requests_total{job=\"checkout\",code!~\"5..\"}[$step]))",
            "sum(increase(http_requests_total{job=\"checkout\"}[$step]))",
            PullsScene.MINUTE);
    static final Pull PULL = new Pull("tickets", "checkout", "metrics", QUERIES);

    private CheckoutHour() {}

    /**
     * Each 15 s of an hour: 3 good requests and 1 failed one, from minute 20 to 30 none of both, from minute 40 to 50 no
     * sample at all.
     */
    static String history() {
        var good = new StringBuilder();
        var bad = new StringBuilder();
        long goods = 0;
        long bads = 0;
        for (int second = 0; second <= 3600; second += 15) {
            boolean idle = second > 20 * 60 && second <= 30 * 60;
            goods += idle ? 0 : 3;
            bads += idle ? 0 : 1;
            if (second <= 40 * 60 || second >= 50 * 60) {
                long at = HOUR.from().getEpochSecond() + second;
                good.append("http_requests_total{job=\"checkout\",code=\"200\"} " + goods + " " + at + "\n");
                bad.append("http_requests_total{job=\"checkout\",code=\"500\"} " + bads + " " + at + "\n");
            }
        }
        return "# TYPE http_requests counter\n" + good + bad + "# EOF\n";
    }
}
