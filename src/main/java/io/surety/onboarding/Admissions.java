package io.surety.onboarding;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantOrNull;
import static java.time.ZoneOffset.UTC;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who may rely on which third party. */
@Repository
class Admissions {

    private final JdbcClient jdbc;

    Admissions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Admission> of(OrganisationId thirdParty, OrganisationId relying) {
        return jdbc.sql("select * from onboarding.admissions where third_party = :party and relying = :relying")
                .param("party", thirdParty.value())
                .param("relying", relying.value())
                .query(Admissions::row)
                .optional();
    }

    List<Admission> all() {
        return jdbc.sql("select * from onboarding.admissions order by third_party, relying")
                .query(Admissions::row)
                .list();
    }

    void put(Admission admission) {
        Instant expires = admission.expiresAt();
        jdbc.sql(
                        """
                insert into onboarding.admissions (third_party, relying, state, version, since, expires_at)
                values (:party, :relying, :state, :version, :since, :expires)
                on conflict (third_party, relying) do update
                set state = excluded.state, version = excluded.version, since = excluded.since,
                    expires_at = excluded.expires_at""")
                .param("party", admission.thirdParty().value())
                .param("relying", admission.relying().value())
                .param("state", admission.state().name())
                .param("version", admission.version().toString())
                .param("since", admission.since().atOffset(UTC))
                .param("expires", expires == null ? null : expires.atOffset(UTC))
                .update();
    }

    /** Those that have expired and are not suspended yet; locked, so that two nodes do not take the same. */
    List<Admission> expired(Instant now, int limit) {
        return jdbc.sql(
                        """
                select * from onboarding.admissions
                where state in ('ADMITTED', 'PROVISIONAL') and expires_at <= :now
                order by expires_at limit :limit for update skip locked""")
                .param("now", now.atOffset(UTC))
                .param("limit", limit)
                .query(Admissions::row)
                .list();
    }

    private static Admission row(ResultSet row, int n) throws SQLException {
        return new Admission(
                new OrganisationId(row.getString("third_party")),
                new OrganisationId(row.getString("relying")),
                AdmissionState.valueOf(row.getString("state")),
                VersionRef.parse(row.getString("version")),
                instant(row, "since"),
                instantOrNull(row, "expires_at"));
    }
}
