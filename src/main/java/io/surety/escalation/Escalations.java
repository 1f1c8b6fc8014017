package io.surety.escalation;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.instantOrNull;

import io.surety.agreement.VersionRef;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of escalations. Whatever changes one locks its row first, so that all who act on it do so in turn. */
@Repository
class Escalations {

    private final JdbcClient jdbc;

    Escalations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Opens one, unless its group has an open one already; of two who try at once the second waits for the first to
     * commit.
     */
    boolean open(Escalation e, String groupKey) {
        return jdbc.sql(
                                """
                insert into escalation.escalations
                    (id, agreement, version, policy, term, group_key, provider, customer, obligated, state, severity,
                     round, opened_at, next_due_at, asked)
                values (:id, :agreement, :version, :policy, :term, :group, :provider, :customer, :obligated, :state,
                        :severity, :round, :opened, :next, false)
                on conflict (group_key) where state in ('OPEN', 'ACKNOWLEDGED') do nothing""")
                        .param("id", e.id().value())
                        .param("agreement", e.version().agreement())
                        .param("version", e.version().number())
                        .param("policy", e.policy())
                        .param("term", e.term())
                        .param("group", groupKey)
                        .param("provider", e.provider().value())
                        .param("customer", e.customer().value())
                        .param("obligated", e.obligated().value())
                        .param("state", e.state().name())
                        .param("severity", e.severity().name())
                        .param("round", e.round())
                        .param("opened", e.openedAt().atOffset(ZoneOffset.UTC))
                        .param("next", e.nextDueAt().atOffset(ZoneOffset.UTC))
                        .update()
                > 0;
    }

    /** The open one of a group, locked. */
    Optional<Escalation> lockOpen(String groupKey) {
        return jdbc.sql(
                        """
                select * from escalation.escalations
                where group_key = :group and state in ('OPEN', 'ACKNOWLEDGED') for update""")
                .param("group", groupKey)
                .query(Escalations::escalation)
                .optional();
    }

    Optional<Escalation> lock(EscalationId id) {
        return jdbc.sql("select * from escalation.escalations where id = :id for update")
                .param("id", id.value())
                .query(Escalations::escalation)
                .optional();
    }

    Optional<Escalation> find(EscalationId id) {
        return jdbc.sql("select * from escalation.escalations where id = :id")
                .param("id", id.value())
                .query(Escalations::escalation)
                .optional();
    }

    /** The open ones that subjects are in, by id: whoever locks several does so in this order. */
    Map<EscalationId, Set<UUID>> openWith(Collection<UUID> subjects) {
        Map<EscalationId, Set<UUID>> open = new LinkedHashMap<>();
        jdbc.sql(
                        """
                select e.id, s.clock from escalation.escalations e join escalation.subjects s on s.escalation = e.id
                where s.clock = any(:subjects) and e.state in ('OPEN', 'ACKNOWLEDGED') order by e.id""")
                .param("subjects", subjects.toArray(UUID[]::new))
                .query(row -> {
                    open.computeIfAbsent(new EscalationId(row.getObject(1, UUID.class)), e -> new HashSet<>())
                            .add(row.getObject(2, UUID.class));
                });
        return open;
    }

    /** Newest first. @param state one state, or null for all */
    List<Escalation> list(@Nullable List<EscalationState> states, int atMost) {
        return jdbc.sql(
                        """
                select * from escalation.escalations where state in (:states)
                order by opened_at desc, id limit :limit""")
                .param(
                        "states",
                        (states == null ? List.of(EscalationState.values()) : states)
                                .stream().map(Enum::name).toList())
                .param("limit", atMost)
                .query(Escalations::escalation)
                .list();
    }

    /** The same, of those of agreements of the organisations, and of those that the person was told of. */
    List<Escalation> listFor(
            PersonId person, Set<OrganisationId> organisations, @Nullable List<EscalationState> states, int atMost) {
        return jdbc.sql(
                        """
                select * from escalation.escalations e
                where state in (:states)
                  and (provider = any(:organisations) or customer = any(:organisations)
                       or exists (select 1 from escalation.tellings t where t.escalation = e.id and t.person = :person))
                order by opened_at desc, id limit :limit""")
                .param(
                        "states",
                        (states == null ? List.of(EscalationState.values()) : states)
                                .stream().map(Enum::name).toList())
                .param(
                        "organisations",
                        organisations.stream().map(OrganisationId::value).toArray(String[]::new))
                .param("person", person.value())
                .param("limit", atMost)
                .query(Escalations::escalation)
                .list();
    }

    List<Escalation> ofAgreement(String agreement, Instant from, Instant to) {
        return jdbc.sql(
                        """
                select * from escalation.escalations
                where agreement = :agreement and opened_at >= :from and opened_at < :to order by opened_at, id""")
                .param("agreement", agreement)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(Escalations::escalation)
                .list();
    }

    /** Writes all that may change. */
    void save(Escalation e) {
        var ack = e.acknowledgement();
        jdbc.sql(
                        """
                update escalation.escalations
                set state = :state, severity = :severity, round = :round, next_due_at = :next, asked = :asked,
                    acknowledged_by = :ackBy, acknowledged_at = :ackAt, acknowledged_until = :ackUntil,
                    acknowledged_tier = :ackTier, resume_tier = :resumeTier, resumed_at = :resumedAt,
                    closed_by = :closedBy, closed_at = :closedAt, resolution = :resolution
                where id = :id""")
                .param("id", e.id().value())
                .param("state", e.state().name())
                .param("severity", e.severity().name())
                .param("round", e.round())
                .param("next", e.nextDueAt().atOffset(ZoneOffset.UTC))
                .param("asked", e.asked())
                .param("ackBy", ack.map(a -> a.by().value()).orElse(null))
                .param("ackAt", ack.map(a -> a.at().atOffset(ZoneOffset.UTC)).orElse(null))
                .param(
                        "ackUntil",
                        ack.map(a -> a.until().atOffset(ZoneOffset.UTC)).orElse(null))
                .param("ackTier", ack.map(Escalation.Acknowledgement::tier).orElse(null))
                .param("resumeTier", e.resume().map(Escalation.Resume::tier).orElse(null))
                .param(
                        "resumedAt",
                        e.resume().map(r -> r.at().atOffset(ZoneOffset.UTC)).orElse(null))
                .param("closedBy", e.closing().map(c -> c.by().value()).orElse(null))
                .param(
                        "closedAt",
                        e.closing().map(c -> c.at().atOffset(ZoneOffset.UTC)).orElse(null))
                .param("resolution", e.closing().map(Escalation.Closing::note).orElse(null))
                .update();
    }

    private static Escalation escalation(ResultSet row, int number) throws SQLException {
        Instant acknowledgedAt = instantOrNull(row, "acknowledged_at");
        Instant resumedAt = instantOrNull(row, "resumed_at");
        Instant closedAt = instantOrNull(row, "closed_at");
        return new Escalation(
                new EscalationId(row.getObject("id", UUID.class)),
                new VersionRef(row.getString("agreement"), row.getInt("version")),
                row.getString("policy"),
                row.getString("term"),
                new OrganisationId(row.getString("provider")),
                new OrganisationId(row.getString("customer")),
                new OrganisationId(row.getString("obligated")),
                EscalationState.valueOf(row.getString("state")),
                Severity.valueOf(row.getString("severity")),
                row.getInt("round"),
                instant(row, "opened_at"),
                instant(row, "next_due_at"),
                row.getBoolean("asked"),
                acknowledgedAt == null
                        ? Optional.empty()
                        : Optional.of(new Escalation.Acknowledgement(
                                new PersonId(row.getString("acknowledged_by")),
                                acknowledgedAt,
                                instant(row, "acknowledged_until"),
                                row.getInt("acknowledged_tier"))),
                resumedAt == null
                        ? Optional.empty()
                        : Optional.of(new Escalation.Resume(row.getInt("resume_tier"), resumedAt)),
                closedAt == null
                        ? Optional.empty()
                        : Optional.of(new Escalation.Closing(
                                new PersonId(row.getString("closed_by")), closedAt, row.getString("resolution"))));
    }
}
