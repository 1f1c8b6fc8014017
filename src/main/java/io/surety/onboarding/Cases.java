package io.surety.onboarding;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantOrNull;
import static java.time.ZoneOffset.UTC;

import io.surety.onboarding.OnboardingCase.Tracking;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The onboardings on record. */
@Repository
class Cases {

    private final JdbcClient jdbc;

    Cases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void open(
            OnboardingKey key,
            OrganisationId relying,
            boolean renewal,
            String duties,
            ThirdPartyRisk.Assessment assessment,
            Instant now) {
        jdbc.sql(
                        """
                insert into onboarding.cases
                    (business_key, third_party, version, relying, renewal, duties, risk, needed, decided_by, started_at)
                values (:key, :party, :version, :relying, :renewal, :duties, :risk, :needed, :decider, :now)""")
                .param("key", key.toString())
                .param("party", key.thirdParty().value())
                .param("version", key.version().toString())
                .param("relying", relying.value())
                .param("renewal", renewal)
                .param("duties", duties)
                .param("risk", assessment.risk())
                .param("needed", assessment.needed().stream().map(Enum::name).collect(Collectors.joining(" ")))
                .param("decider", assessment.decidedBy().name())
                .param("now", now.atOffset(UTC))
                .update();
    }

    Optional<OnboardingCase> open(OnboardingKey key) {
        return jdbc.sql("select * from onboarding.cases where business_key = :key and ended_at is null")
                .param("key", key.toString())
                .query(Cases::row)
                .optional();
    }

    List<OnboardingCase> of(OrganisationId thirdParty) {
        return jdbc.sql("select * from onboarding.cases where third_party = :party order by id")
                .param("party", thirdParty.value())
                .query(Cases::row)
                .list();
    }

    /** All that were ever invited. */
    List<OrganisationId> thirdParties() {
        return jdbc.sql("select distinct third_party from onboarding.cases")
                .query((row, n) -> new OrganisationId(row.getString(1)))
                .list();
    }

    void answer(long id, boolean accepted, String answer) {
        jdbc.sql("update onboarding.cases set accepted = :accepted, answer = :answer where id = :id")
                .param("id", id)
                .param("accepted", accepted)
                .param("answer", answer)
                .update();
    }

    void track(long id, Tracking tracking) {
        jdbc.sql(
                        """
                update onboarding.cases set indicator = :indicator, source = :source, measured_at = :where,
                    measured_by = :by, delivered_at = :delivered
                where id = :id""")
                .param("id", id)
                .param("indicator", tracking.indicator())
                .param("source", tracking.source())
                .param("where", tracking.where())
                .param("by", tracking.by())
                .param("delivered", tracking.deliveredAt().atOffset(UTC))
                .update();
    }

    void decide(long id, OnboardingOutcome decision, PersonId decider, String reason) {
        jdbc.sql(
                        "update onboarding.cases set decision = :decision, decider = :decider, reason = :reason where id = :id")
                .param("id", id)
                .param("decision", decision.name())
                .param("decider", decider.value())
                .param("reason", reason)
                .update();
    }

    void end(long id, Instant now) {
        jdbc.sql("update onboarding.cases set ended_at = :now where id = :id")
                .param("id", id)
                .param("now", now.atOffset(UTC))
                .update();
    }

    private static OnboardingCase row(ResultSet row, int n) throws SQLException {
        String decision = row.getString("decision");
        String decider = row.getString("decider");
        return new OnboardingCase(
                row.getLong("id"),
                OnboardingKey.parse(row.getString("business_key")),
                new OrganisationId(row.getString("relying")),
                row.getBoolean("renewal"),
                row.getString("duties"),
                row.getString("risk"),
                Stream.of(row.getString("needed").split(" "))
                        .map(EvidenceKind::valueOf)
                        .toList(),
                new Role(row.getString("decided_by")),
                instant(row, "started_at"),
                row.getObject("accepted", Boolean.class),
                row.getString("answer"),
                tracking(row),
                decision == null ? null : OnboardingOutcome.valueOf(decision),
                decider == null ? null : new PersonId(decider),
                row.getString("reason"),
                instantOrNull(row, "ended_at"));
    }

    private static @Nullable Tracking tracking(ResultSet row) throws SQLException {
        return row.getString("source") == null
                ? null
                : new Tracking(
                        row.getString("indicator"),
                        row.getString("source"),
                        row.getString("measured_at"),
                        row.getString("measured_by"),
                        instant(row, "delivered_at"));
    }
}
