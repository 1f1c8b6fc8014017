package io.surety.measurement;

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

    record Maintenance(String service, Instant from, Instant to, Instant announcedAt, String evidence)
            implements Content {

        public Maintenance {
            from = cut(from);
            to = cut(to);
            announcedAt = cut(announcedAt);
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

    record Counter(String service, Instant at, long good, long total) implements Content {

        public Counter {
            at = cut(at);
        }

        @Override
        public Kind kind() {
            return Kind.COUNTER;
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
