package io.surety.evaluation.period;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.SqlInstants;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Between columns and values. */
final class Columns {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Columns() {}

    static Interval period(ResultSet row) throws SQLException {
        return new Interval(SqlInstants.instant(row, "period_from"), SqlInstants.instant(row, "period_to"));
    }

    static Optional<Ratio> ratio(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column)).map(Columns::ratio);
    }

    static Ratio ratio(String text) {
        int slash = text.indexOf('/');
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }

    static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
