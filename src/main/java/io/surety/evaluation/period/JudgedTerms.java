package io.surety.evaluation.period;

import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Per;
import io.surety.measurement.SeriesRef;
import io.surety.shared.Interval;
import io.surety.shared.SqlInstants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds terms by what they are judged from and when, without reading documents. */
@Repository
public class JudgedTerms {

    private static final String CURSOR = "(agreement collate \"C\", version, term collate \"C\")";

    private final JdbcClient jdbc;

    JudgedTerms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Versions with a {@code volume} term that counts items of the source. */
    public List<VersionRef> withVolume(String source) {
        return jdbc.sql(
                        """
                        select distinct agreement, version from evaluation.judged_terms
                        where source = :source and kind = 'volume' order by agreement, version
                        """)
                .param("source", source)
                .query((row, n) -> version(row))
                .list();
    }

    /** Versions with a term of which items of the source are judged, and that were in force before an instant. */
    public List<VersionRef> judging(String source, Instant before) {
        return jdbc.sql(
                        """
                        select distinct agreement, version from evaluation.judged_terms
                        where source = :source and kind in ('duration', 'volume') and valid_from < :before
                        order by agreement, version
                        """)
                .param("source", source)
                .param("before", SqlInstants.timestamptz(before))
                .query((row, n) -> version(row))
                .list();
    }

    /** Terms of whose service, or a part of it, the source says something, of all kinds but those that judge items. */
    List<JudgedTerm> about(String source, String service) {
        return jdbc.sql(
                        """
                        select * from evaluation.judged_terms
                        where (service = :service or parts @> array[:service]::text[]) and :source = any(sources)
                            and kind not in ('duration', 'volume')
                            and has_verdicts
                        """)
                .param("service", service)
                .param("source", source)
                .query(new ReadJudgedTerm())
                .list();
    }

    /** Terms that count the line of numbers. */
    List<JudgedTerm> counting(SeriesRef series) {
        return jdbc.sql(
                        """
                        select * from evaluation.judged_terms
                        where service = :service and source = :source and indicator = :indicator and has_verdicts
                        """)
                .param("service", series.service())
                .param("source", series.source())
                .param("indicator", series.indicator())
                .query(new ReadJudgedTerm())
                .list();
    }

    /** Zones and lengths of periods of terms that were in force in the span. */
    Set<Calendar> calendars(Interval span) {
        return Set.copyOf(jdbc.sql(
                        """
                        select distinct zone, per from evaluation.judged_terms
                        where has_verdicts and valid_from < :to and valid_to > :from
                        """)
                .param("from", SqlInstants.timestamptz(span.from()))
                .param("to", SqlInstants.timestamptz(span.to()))
                .query((row, n) -> new Calendar(ZoneId.of(row.getString("zone")), Per.valueOf(row.getString("per"))))
                .list());
    }

    record Calendar(ZoneId zone, Per per) {}

    /**
     * The next terms whose part-period lies in the key's period.
     *
     * @param after in the order of agreement, version and term
     */
    List<JudgedTerm> closing(CloseKey key, Cursor after, int limit) {
        return jdbc.sql("select * from evaluation.judged_terms where has_verdicts and zone = :zone and per = :per"
                        + " and valid_from < :to and valid_to > :from and " + CURSOR
                        + " > (:agreement collate \"C\", :version, :term collate \"C\") order by agreement collate \"C\","
                        + " version, term collate \"C\" limit :limit")
                .param("zone", key.zone().getId())
                .param("per", key.per().name())
                .param("from", SqlInstants.timestamptz(key.period().from()))
                .param("to", SqlInstants.timestamptz(key.period().to()))
                .param("agreement", after.agreement())
                .param("version", after.version())
                .param("term", after.term())
                .param("limit", limit)
                .query(new ReadJudgedTerm())
                .list();
    }

    /** Where a walk over terms stands; written {@code agreement@00001/term}. */
    record Cursor(String agreement, int version, String term) {

        static final Cursor START = new Cursor("", 0, "");

        static Cursor of(JudgedTerm term) {
            return new Cursor(term.version().agreement(), term.version().number(), term.term());
        }

        static Cursor parse(String text) {
            if (text.isEmpty()) {
                return START;
            }
            int at = text.indexOf('@');
            int slash = text.indexOf('/', at);
            return new Cursor(
                    text.substring(0, at), Integer.parseInt(text.substring(at + 1, slash)), text.substring(slash + 1));
        }

        @Override
        public String toString() {
            return agreement + "@%05d/".formatted(version) + term;
        }
    }

    /** Those of the refs that are indexed. */
    List<JudgedTerm> find(Collection<StalePeriods.Stale> stale) {
        return jdbc.sql(
                        """
                        select * from evaluation.judged_terms where (agreement, version, term) in (
                            select * from unnest(:agreements::text[], :versions::int[], :terms::text[]))
                        """)
                .param(
                        "agreements",
                        stale.stream().map(s -> s.version().agreement()).toArray(String[]::new))
                .param("versions", stale.stream().map(s -> s.version().number()).toArray(Integer[]::new))
                .param("terms", stale.stream().map(StalePeriods.Stale::term).toArray(String[]::new))
                .query(new ReadJudgedTerm())
                .list();
    }

    static VersionRef version(ResultSet row) throws SQLException {
        return new VersionRef(row.getString("agreement"), row.getInt("version"));
    }
}
