package io.surety.evaluation.period;

import io.surety.agreement.document.Per;
import io.surety.agreement.document.Term.NoData;
import io.surety.measurement.SeriesRef;
import io.surety.measurement.ValueLimit;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.SqlInstants;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;

/**
 * Reads the rows of one result. Goals, zones and instants are few and rows are many, so each text is read once; a mapper is
 * for one statement only.
 */
final class ReadJudgedTerm implements RowMapper<JudgedTerm> {

    private final Map<String, Ratio> ratios = new HashMap<>();
    private final Map<String, Instant> instants = new HashMap<>();
    private final Map<String, ZoneId> zones = new HashMap<>();

    @Override
    public JudgedTerm mapRow(ResultSet row, int number) throws SQLException {
        return new JudgedTerm(
                JudgedTerms.version(row),
                row.getString("term"),
                Per.valueOf(row.getString("per")),
                zones.computeIfAbsent(row.getString("zone"), ZoneId::of),
                new Interval(instant(row, "valid_from"), instant(row, "valid_to")),
                row.getBoolean("far_reaching"),
                bulk(row));
    }

    private Instant instant(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        Instant known = instants.get(text);
        if (known == null) {
            known = SqlInstants.instant(row, column);
            instants.put(text, known);
        }
        return known;
    }

    private Optional<JudgedTerm.Bulk> bulk(ResultSet row) throws SQLException {
        String goal = row.getString("goal");
        if (goal == null) {
            return Optional.empty();
        }
        BulkPlan plan = new BulkPlan(
                new SeriesRef(row.getString("source"), row.getString("service"), row.getString("indicator")),
                limit(row),
                row.getBoolean("inverted"),
                ratios.computeIfAbsent(goal, Columns::ratio),
                NoData.valueOf(row.getString("no_data")),
                ratios.computeIfAbsent(row.getString("completeness"), Columns::ratio),
                row.getLong("minimum_events"),
                row.getBoolean("watermarked")
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(row.getLong("step_millis"))));
        return Optional.of(new JudgedTerm.Bulk(plan, row.getString("document_hash"), row.getString("settles")));
    }

    private static Optional<ValueLimit> limit(ResultSet row) throws SQLException {
        BigDecimal atMost = row.getBigDecimal("at_most");
        return atMost == null
                ? Optional.ofNullable(row.getBigDecimal("at_least")).map(ValueLimit::atLeast)
                : Optional.of(ValueLimit.atMost(atMost));
    }
}
