package io.surety.measurement;

/**
 * What is fetched for a source that does not deliver by itself. The answers become counters under {@link #series}, one for
 * each step: how many were good in it, and how many there were.
 *
 * @param source registered, and of the kind that pulls
 * @param service that the answers speak of
 * @param connection by the name under which the operator has configured it; a document never holds an address
 */
public record Pull(String source, String service, String connection, QueryPair queries) {

    /** Where the answers are found. */
    public SeriesRef series() {
        return new SeriesRef(source, service, queries.indicator());
    }
}
