package io.surety.onboarding;

import static io.surety.shared.SqlInstants.instant;
import static java.time.ZoneOffset.UTC;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The evidence that third parties have given. */
@Repository
class EvidenceOnRecord {

    private final JdbcClient jdbc;

    EvidenceOnRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(Evidence evidence) {
        jdbc.sql(
                        """
                insert into onboarding.evidence
                    (id, third_party, kind, reference, issued_on, expires_on, provided_by, provided_at)
                values (:id, :party, :kind, :reference, :issued, :expires, :by, :at)""")
                .param("id", evidence.id())
                .param("party", evidence.thirdParty().value())
                .param("kind", evidence.kind().name())
                .param("reference", evidence.reference())
                .param("issued", evidence.issuedOn())
                .param("expires", evidence.expiresOn())
                .param("by", evidence.providedBy().value())
                .param("at", evidence.providedAt().atOffset(UTC))
                .update();
    }

    /** All of it, the longest valid first. */
    List<Evidence> of(OrganisationId thirdParty) {
        return jdbc.sql("select * from onboarding.evidence where third_party = :party order by expires_on desc, id")
                .param("party", thirdParty.value())
                .query((row, n) -> new Evidence(
                        row.getObject("id", UUID.class),
                        new OrganisationId(row.getString("third_party")),
                        EvidenceKind.valueOf(row.getString("kind")),
                        row.getString("reference"),
                        row.getObject("issued_on", LocalDate.class),
                        row.getObject("expires_on", LocalDate.class),
                        new PersonId(row.getString("provided_by")),
                        instant(row, "provided_at")))
                .list();
    }
}
