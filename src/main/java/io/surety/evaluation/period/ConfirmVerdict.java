package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.evaluation.PeriodState;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.surety.shared.SqlInstants;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The two sides confirm a provisional verdict; as soon as both have, it is final, whatever its date ({@code domain.md} 4). A
 * confirmation holds for what was published when it was given: a verdict that is judged again is confirmed anew.
 */
@Service
public class ConfirmVerdict {

    private final Publications publications;
    private final VerdictRows verdicts;
    private final Agreements agreements;
    private final SettleVerdicts settle;
    private final JdbcClient jdbc;
    private final TimeSource time;

    ConfirmVerdict(
            Publications publications,
            VerdictRows verdicts,
            Agreements agreements,
            SettleVerdicts settle,
            JdbcClient jdbc,
            TimeSource time) {
        this.publications = publications;
        this.verdicts = verdicts;
        this.agreements = agreements;
        this.settle = settle;
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Confirms for the caller's side, or for both where she speaks for both.
     *
     * @param serial of what she has read
     * @throws Refusal {@code not-found}; {@code role-needed} if she speaks for no side; {@code verdict-changed} if another
     *     verdict was published since; {@code not-provisional} if it still runs or is final already
     */
    @Transactional
    public StoredVerdict confirm(String agreement, UUID id, long serial, Caller caller) {
        publications.lock();
        StoredVerdict stored = verdicts.lock(id)
                .filter(v -> v.verdict().version().agreement().equals(agreement))
                .orElseThrow(() -> Refusal.notFound("verdict " + id + " of " + agreement));
        Version version = agreements.get(stored.verdict().version());
        if (!caller.sees(version.sides())) {
            throw Refusal.notFound("verdict " + id + " of " + agreement);
        }
        Set<OrganisationId> sides = speaksFor(caller, version);
        if (sides.isEmpty()) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "role-needed",
                    "the provider's service level manager and the customer's representative confirm a verdict");
        }
        if (stored.serial() != serial) {
            throw Refusal.conflict(
                    "verdict-changed", "it was published anew, with serial " + stored.serial() + "; look at it first");
        }
        if (stored.state() != PeriodState.PROVISIONAL) {
            throw Refusal.conflict("not-provisional", "the verdict is " + stored.state());
        }
        sides.forEach(side -> insert(stored, side, caller));
        settle.confirmed(id);
        return verdicts.find(id).orElseThrow();
    }

    /** Which sides she may still confirm a verdict for, now. */
    @Transactional(readOnly = true)
    public boolean mayConfirm(StoredVerdict stored, Version version, Caller caller) {
        Set<OrganisationId> sides = speaksFor(caller, version);
        return stored.state() == PeriodState.PROVISIONAL
                && !sides.isEmpty()
                && !sidesThatConfirmed(stored)
                        .containsAll(sides.stream().map(OrganisationId::value).toList());
    }

    /** The sides that confirmed it, also after that made it final. */
    @Transactional(readOnly = true)
    public List<String> sidesThatConfirmed(StoredVerdict stored) {
        return jdbc.sql(
                        """
                        select distinct organisation from evaluation.verdict_confirmations
                        where verdict = :id and serial = (
                            select max(p.serial) from evaluation.publications p
                            where p.verdict = :id and p.state = 'PROVISIONAL')
                        order by organisation
                        """)
                .param("id", stored.id())
                .query(String.class)
                .list();
    }

    private static Set<OrganisationId> speaksFor(Caller caller, Version version) {
        var spec = version.document().spec();
        OrganisationId provider = new OrganisationId(spec.provider().id());
        OrganisationId customer = new OrganisationId(spec.customer().id());
        return version.sides().stream()
                .filter(caller.organisations()::contains)
                .filter(side -> (side.equals(provider) && caller.holds(Role.SERVICE_LEVEL_MANAGER))
                        || (side.equals(customer) && caller.holds(Role.CUSTOMER_REPRESENTATIVE)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private void insert(StoredVerdict stored, OrganisationId side, Caller caller) {
        jdbc.sql(
                        """
                        insert into evaluation.verdict_confirmations
                            (verdict, serial, organisation, confirmed_by, confirmed_at)
                        values (:verdict, :serial, :side, :by, :now) on conflict do nothing
                        """)
                .param("verdict", stored.id())
                .param("serial", stored.serial())
                .param("side", side.value())
                .param("by", caller.person().value())
                .param("now", SqlInstants.timestamptz(time.now()))
                .update();
    }
}
