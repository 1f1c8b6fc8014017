package io.surety.evaluation.budget;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantIfAny;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.agreement.VersionRef;
import io.surety.shared.Ratio;
import io.surety.shared.SqlInstants;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The recorded episodes. */
@Repository
public class Episodes {

    private final JdbcClient jdbc;

    Episodes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a term that were open at an instant or began later, in the order in which they began. */
    public List<Episode> since(String agreement, String term, Instant since) {
        return jdbc.sql(
                        """
                select * from evaluation.burn_episodes
                where agreement = :agreement and term = :term and (ended_at is null or ended_at >= :since)
                order by began_at, rule, target""")
                .param("agreement", agreement)
                .param("term", term)
                .param("since", timestamptz(since))
                .query(Episodes::read)
                .list();
    }

    void add(Episode episode, Instant now) {
        jdbc.sql(
                        """
                insert into evaluation.burn_episodes
                    (id, agreement, version, term, target, rule, began_at, noticed_at, long_burn, short_burn,
                     retroactive, ended_at)
                values (:id, :agreement, :version, :term, :target, :rule, :began, :now, :long, :short, :retroactive,
                        :ended)""")
                .param("id", episode.id())
                .param("agreement", episode.version().agreement())
                .param("version", episode.version().number())
                .param("term", episode.term())
                .param("target", episode.target().orElse(""))
                .param("rule", episode.rule())
                .param("began", timestamptz(episode.beganAt()))
                .param("now", timestamptz(now))
                .param("long", episode.longBurn().toString())
                .param("short", episode.shortBurn().toString())
                .param("retroactive", episode.retroactive())
                .param("ended", episode.endedAt().map(SqlInstants::timestamptz).orElse(null))
                .update();
    }

    void end(UUID id, Instant at) {
        jdbc.sql(
                        """
                update evaluation.burn_episodes set ended_at = greatest(:at, began_at)
                where id = :id and ended_at is null""")
                .param("id", id)
                .param("at", timestamptz(at))
                .update();
    }

    private static Episode read(ResultSet row, int number) throws SQLException {
        return new Episode(
                row.getObject("id", UUID.class),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("term"),
                Optional.of(row.getString("target")).filter(target -> !target.isEmpty()),
                row.getString("rule"),
                instant(row, "began_at"),
                ratio(row.getString("long_burn")),
                ratio(row.getString("short_burn")),
                row.getBoolean("retroactive"),
                instantIfAny(row, "ended_at"));
    }

    private static Ratio ratio(String text) {
        int slash = text.indexOf('/');
        return new Ratio(new BigInteger(text.substring(0, slash)), new BigInteger(text.substring(slash + 1)));
    }
}
