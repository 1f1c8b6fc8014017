package io.surety.evaluation.period;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.shared.Interval;
import io.surety.testing.MovedTimeSource;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The second day of 2026, a provider and a customer that no other test knows, and what judges the periods between them. */
abstract class PeriodScene {

    static final Interval ALL = new Interval(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
    static final PersonId NORA = new PersonId("nora");

    @Autowired
    Agreements agreements;

    @Autowired
    ReadDocument documents;

    @Autowired
    TakeMeasurements measurements;

    @Autowired
    KeepVerdictsCurrent current;

    @Autowired
    ClosePeriods closes;

    @Autowired
    Violations violations;

    @Autowired
    RegisterParties parties;

    @Autowired
    MovedTimeSource time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    private Sources sources;

    final String id = UUID.randomUUID().toString().substring(0, 8);
    final String customer = "acme-" + id;
    final String provider = "provider-" + id;

    @BeforeEach
    void registersTheParties() {
        time.moveTo(Instant.parse("2026-01-02T09:00:00Z"));
        parties.organisation(new Organisation(new OrganisationId(provider), "Provider", null));
        parties.organisation(new Organisation(new OrganisationId(customer), "Acme", null));
    }

    /** A source of the provider which the customer reads. */
    void register(String source) {
        sources.register(new Source(source, new OrganisationId(provider), Set.of(new OrganisationId(customer))), NORA);
    }
}
