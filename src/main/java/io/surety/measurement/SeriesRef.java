package io.surety.measurement;

/**
 * One line of numbers that a source delivers about a service.
 *
 * @param source id of the source that delivers it
 * @param service id of the service it speaks of
 * @param indicator tells several lines of one service apart, such as {@code latency}, a lead's subset, or the name that
 *     {@link QueryPair#indicator()} gives a pair of queries; empty where there is only one
 */
public record SeriesRef(String source, String service, String indicator) {

    /** The only line of numbers of a service. */
    public static SeriesRef of(String source, String service) {
        return new SeriesRef(source, service, "");
    }

    @Override
    public String toString() {
        return source + "/" + service + (indicator.isEmpty() ? "" : "/" + indicator);
    }
}
