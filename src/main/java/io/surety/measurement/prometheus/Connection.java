package io.surety.measurement.prometheus;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a monitoring system is. Only the operator says so; documents name it.
 *
 * @param url such as {@code https://metrics.example/prometheus}; requests go below it and nowhere else, and no redirect
 *     is followed
 * @param token sent as a bearer token; null for none
 * @param organisations whose sources may use it; empty for all
 * @param timeout of one request
 */
record Connection(
        URI url,
        @Nullable String token,
        @DefaultValue List<String> organisations,
        @DefaultValue("30s") Duration timeout) {

    Connection {
        if (!("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                || url.getHost() == null
                || url.getUserInfo() != null
                || url.getQuery() != null) {
            throw new IllegalArgumentException("a connection has an http or https address without a login or a query");
        }
        organisations = List.copyOf(organisations);
    }

    URI rangeQuery() {
        String base = url.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/api/v1/query_range");
    }

    boolean serves(String organisation) {
        return organisations.isEmpty() || organisations.contains(organisation);
    }

    @Override
    public String toString() {
        return "Connection[" + url + "]";
    }
}
