package io.surety.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.surety.party.Assignment;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.shared.Interval;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/** The people of the demo world, as {@code demo/people.yaml} lists them. */
record DemoPeople(List<OrganisationLine> organisations, List<PersonLine> people) {

    /** Every demo person has it; it is saved past the password policy, and only in the default profile. */
    static final String PASSWORD = "surety";

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    static DemoPeople read() {
        try (InputStream in = new ClassPathResource("demo/people.yaml").getInputStream()) {
            return new ObjectMapper(new YAMLFactory()).readValue(in, DemoPeople.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts all on record; on call for ten years from now. */
    void register(RegisterParties register, Instant now) {
        organisations.forEach(line -> register.organisation(new Organisation(
                new OrganisationId(line.id), line.name, line.parent == null ? null : new OrganisationId(line.parent))));
        people.forEach(line -> register(line, register, now));
    }

    private static void register(PersonLine line, RegisterParties register, Instant now) {
        PersonId id = new PersonId(line.id);
        OrganisationId own = new OrganisationId(line.organisation);
        register.person(
                new Person(
                        id,
                        line.name,
                        line.id + "@" + line.organisation + ".example",
                        own,
                        ZONE,
                        RegisterParties.language(line.language)),
                PASSWORD);
        line.roles.forEach(role -> register.assign(new Assignment(
                id,
                role.organisation == null ? own : new OrganisationId(role.organisation),
                new Role(role.role),
                role.limit,
                role.limit == null ? null : "EUR")));
        Interval decade = new Interval(now.truncatedTo(ChronoUnit.DAYS), now.plus(3650, ChronoUnit.DAYS));
        line.rotas().forEach(rota -> register.onCall(new OrganisationId(rota.organisation), rota.rota, id, decade));
    }

    record OrganisationLine(String id, String name, @Nullable String parent) {}

    record PersonLine(
            String id,
            String name,
            String organisation,
            String language,
            List<RoleLine> roles,
            @Nullable List<RotaLine> rotas) {

        @Override
        public List<RotaLine> rotas() {
            return rotas == null ? List.of() : rotas;
        }
    }

    record RoleLine(String role, @Nullable String organisation, @Nullable BigDecimal limit) {}

    record RotaLine(String organisation, String rota) {}
}
