package io.surety.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.testing.ApiClient;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.People;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A source of a provider which its customer may read, and people of both and of neither. */
abstract class SourceScene {

    @Autowired
    private RegisterParties parties;

    @Autowired
    private MovedTimeSource time;

    @Autowired
    ApiClient api;

    final String id = UUID.randomUUID().toString().substring(0, 8);
    final String source = "tickets-" + id;
    final String provider = "it-" + id;
    final String customer = "acme-" + id;
    final String stranger = "rival-" + id;
    final PersonId nora = new PersonId("nora." + id);
    final PersonId carla = new PersonId("carla." + id);
    final PersonId sam = new PersonId("sam." + id);

    @BeforeEach
    void registersASource() {
        time.moveTo(MovedTimeSource.START);
        person(nora, provider, Role.SERVICE_LEVEL_MANAGER);
        person(carla, customer, Role.CUSTOMER_REPRESENTATIVE);
        person(sam, stranger, Role.SERVICE_LEVEL_MANAGER);
        HttpResponse<String> answer = api.send(
                "PUT",
                nora,
                "/api/sources/" + source,
                "{\"owner\":\"" + provider + "\",\"readers\":[\"" + customer + "\"]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void person(PersonId person, String organisation, Role role) {
        var of = new OrganisationId(organisation);
        parties.organisation(new Organisation(of, organisation, null));
        People.enrol(parties, person, of, role);
    }

    String event(String key) {
        return "{\"kind\":\"work-item\",\"source\":\"" + source + "\",\"id\":\"" + key + "\",\"item\":\"" + key
                + "\",\"type\":\"created\",\"at\":\"2026-03-02T08:00:00Z\"}";
    }
}
