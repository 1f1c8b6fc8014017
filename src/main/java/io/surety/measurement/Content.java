package io.surety.measurement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a measurement says, without its identity. Instants are cut to milliseconds (domain 3.1). */
public sealed interface Content {

    Kind kind();

    /**
     * Something that happened to a work item.
     *
     * @param order orders events of one instant, the first number first
     * @param type {@code created}, {@code changed}, {@code assigned}, {@code touched}, {@code delivered},
     *     {@code merged}, {@code deleted} or one of the source's own
     * @param by {@code human}, {@code automatic}, or empty
     * @param attributes values that hold from then on
     */
    record WorkItem(String item, Instant at, List<Long> order, String type, String by, Map<String, String> attributes)
            implements Content {

        public WorkItem {
            at = cut(at);
            order = List.copyOf(order);
            attributes = Map.copyOf(attributes);
        }

        @Override
        public Kind kind() {
            return Kind.WORK_ITEM;
        }
    }

    /** @param to null while it lasts */
    record Outage(
            String service, Instant from, @Nullable Instant to, String cause, @Nullable String party, String evidence)
            implements Content {

        public Outage {
            from = cut(from);
            to = to == null ? null : cut(to);
        }

        @Override
        public Kind kind() {
            return Kind.OUTAGE;
        }
    }

    /** @param sequence the SEQUENCE of the iCalendar event that announced it; null if none did */
    record Maintenance(
            String service, Instant from, Instant to, Instant announcedAt, String evidence, @Nullable Integer sequence)
            implements Content {

        public Maintenance {
            from = cut(from);
            to = cut(to);
            announcedAt = cut(announcedAt);
        }

        /** Announced otherwise than by an iCalendar event. */
        public Maintenance(String service, Instant from, Instant to, Instant announcedAt, String evidence) {
            this(service, from, to, announcedAt, evidence, null);
        }

        @Override
        public Kind kind() {
            return Kind.MAINTENANCE;
        }
    }

    record Sample(String service, Instant at, boolean up) implements Content {

        public Sample {
            at = cut(at);
        }

        @Override
        public Kind kind() {
            return Kind.SAMPLE;
        }
    }

    /**
     * How many of the events that happened at an instant, or since the last record, were good.
     *
     * @param indicator tells several counters of one service apart; empty where there is only one
     */
    record Counter(String service, String indicator, Instant at, long good, long total) implements Content {

        public Counter {
            at = cut(at);
        }

        /** The only counter of the service. */
        public Counter(String service, Instant at, long good, long total) {
            this(service, "", at, good, total);
        }

        @Override
        public Kind kind() {
            return Kind.COUNTER;
        }
    }

    /**
     * A value that was observed, such as a latency or the length of a queue.
     *
     * @param indicator what was observed; empty where the service has only one gauge
     */
    record Gauge(String service, String indicator, Instant at, BigDecimal value) implements Content {

        public Gauge {
            at = cut(at);
        }

        @Override
        public Kind kind() {
            return Kind.GAUGE;
        }
    }

    /**
     * Something was delivered, such as leads or orders.
     *
     * @param indicator what was delivered; empty where the service has only one volume
     * @param amount how many
     */
    record Volume(String service, String indicator, Instant at, long amount) implements Content {

        public Volume {
            at = cut(at);
        }

        @Override
        public Kind kind() {
            return Kind.VOLUME;
        }
    }

    /**
     * How satisfied somebody was.
     *
     * @param indicator the survey; empty where the service has only one
     * @param score from 0 to {@code outOf}
     * @param outOf the best score there is
     */
    record Satisfaction(String service, String indicator, Instant at, BigDecimal score, long outOf) implements Content {

        public Satisfaction {
            at = cut(at);
        }

        @Override
        public Kind kind() {
            return Kind.SATISFACTION;
        }
    }

    /** Everything that happened before {@code at} has been delivered. */
    record Watermark(Instant at) implements Content {

        public Watermark {
            at = cut(at);
        }

        @Override
        public Kind kind() {
            return Kind.WATERMARK;
        }
    }

    /** The measurement is withdrawn. */
    record Withdrawn(Kind kind) implements Content {}

    private static Instant cut(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
