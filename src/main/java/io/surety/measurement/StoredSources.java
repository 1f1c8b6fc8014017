package io.surety.measurement;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class StoredSources implements Sources {

    private static final String SELECT =
            """
            select s.id, s.owner, array(select r.organisation from measurement.source_readers r where r.source = s.id)
                as readers
            from measurement.sources s
            """;

    private final JdbcClient jdbc;
    private final TimeSource time;
    private final Set<String> registered = ConcurrentHashMap.newKeySet();

    StoredSources(JdbcClient jdbc, TimeSource time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    @Override
    @Transactional
    public Source register(Source source, PersonId by) {
        jdbc.sql(
                        """
                        insert into measurement.sources (id, owner, registered_by, registered_at)
                        values (:id, :owner, :by, :at) on conflict (id) do nothing
                        """)
                .param("id", source.id())
                .param("owner", source.owner().value())
                .param("by", by.value())
                .param("at", Timestamp.from(time.now()))
                .update();
        // Whoever registered it first has it; the lock keeps two changes of the readers apart.
        String owner = jdbc.sql("select owner from measurement.sources where id = :id for update")
                .param("id", source.id())
                .query(String.class)
                .single();
        if (!owner.equals(source.owner().value())) {
            throw Refusal.conflict("source-taken", "source " + source.id() + " belongs to another organisation");
        }
        jdbc.sql("delete from measurement.source_readers where source = :id")
                .param("id", source.id())
                .update();
        jdbc.sql("insert into measurement.source_readers (source, organisation) select :id, unnest(:readers)")
                .param("id", source.id())
                .param(
                        "readers",
                        source.readers().stream().map(OrganisationId::value).toArray(String[]::new))
                .update();
        return source;
    }

    @Override
    public Optional<Source> find(String id) {
        return jdbc.sql(SELECT + " where s.id = :id")
                .param("id", id)
                .query((rs, n) -> source(rs))
                .optional();
    }

    @Override
    public boolean isRegistered(String id) {
        if (registered.contains(id)) {
            return true;
        }
        boolean found = find(id).isPresent();
        if (found) {
            registered.add(id);
        }
        return found;
    }

    @Override
    public Source visible(String id, Caller caller) {
        return find(id).filter(s -> caller.sees(s.organisations())).orElseThrow(() -> Refusal.notFound("source " + id));
    }

    @Override
    public List<Source> visibleTo(Caller caller) {
        return jdbc.sql(SELECT + " order by s.id").query((rs, n) -> source(rs)).list().stream()
                .filter(s -> caller.sees(s.organisations()))
                .toList();
    }

    private static Source source(ResultSet rs) throws SQLException {
        return new Source(
                rs.getString("id"),
                new OrganisationId(rs.getString("owner")),
                Arrays.stream((String[]) rs.getArray("readers").getArray())
                        .map(OrganisationId::new)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
