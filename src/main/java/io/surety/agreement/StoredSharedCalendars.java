package io.surety.agreement;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.party.Caller;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Shared calendars in their tables, their contents among the other documents. */
@Service
@Transactional
class StoredSharedCalendars implements SharedCalendars, ReferredCalendars {

    private static final String SELECT =
            """
            select v.number, v.created_by, v.created_at, d.content
            from agreement.calendars c
                join agreement.calendar_versions v on v.name = c.name
                join agreement.documents d on d.hash = v.hash
            """;

    private final JdbcClient jdbc;
    private final ReadCalendar reader;
    private final Parties parties;
    private final TimeSource time;

    StoredSharedCalendars(JdbcClient jdbc, ReadCalendar reader, Parties parties, TimeSource time) {
        this.jdbc = jdbc;
        this.reader = reader;
        this.parties = parties;
        this.time = time;
    }

    @Override
    public SharedCalendar keep(CalendarDocument calendar, PersonId by) {
        Instant now = time.now();
        lock(calendar, now);
        Optional<SharedCalendar> newest = versions(calendar.name()).stream().reduce((older, newer) -> newer);
        if (newest.isPresent() && newest.get().document().hash().equals(calendar.hash())) {
            return newest.get();
        }
        keepContent(calendar, now);
        SharedCalendar next =
                new SharedCalendar(newest.map(SharedCalendar::number).orElse(0) + 1, calendar, by, now);
        jdbc.sql(
                        """
                insert into agreement.calendar_versions
                    (name, number, hash, valid_from, valid_to, created_by, created_at)
                values (:name, :number, :hash, :from, :to, :by, :at)""")
                .param("name", calendar.name())
                .param("number", next.number())
                .param("hash", calendar.hash().hex())
                .param("from", calendar.from())
                .param("to", calendar.to())
                .param("by", by.value())
                .param("at", timestamptz(now))
                .update();
        return next;
    }

    private void keepContent(CalendarDocument calendar, Instant now) {
        jdbc.sql(
                        """
                insert into agreement.documents (hash, content, stored_at) values (:hash, :content, :at)
                on conflict do nothing""")
                .param("hash", calendar.hash().hex())
                .param("content", calendar.normalised())
                .param("at", timestamptz(now))
                .update();
    }

    /** Makes the calendar if it is not there, and waits until nobody else changes it. */
    private void lock(CalendarDocument calendar, Instant now) {
        jdbc.sql(
                        """
                insert into agreement.calendars (name, organisation, created_at) values (:name, :organisation, :at)
                on conflict do nothing""")
                .param("name", calendar.name())
                .param("organisation", calendar.organisation().value())
                .param("at", timestamptz(now))
                .update();
        String owner = jdbc.sql("select organisation from agreement.calendars where name = :name for update")
                .param("name", calendar.name())
                .query(String.class)
                .single();
        if (!owner.equals(calendar.organisation().value())) {
            throw Refusal.conflict("name-taken", "another calendar has the name " + calendar.name());
        }
    }

    @Override
    @Transactional(readOnly = true)
    public List<SharedCalendar> visibleTo(Caller caller) {
        Set<OrganisationId> own = caller.organisations();
        if (!caller.administrator() && own.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(
                        SELECT
                                + """
                where v.number = (select max(n.number) from agreement.calendar_versions n where n.name = c.name)
                and (:all or c.organisation in (:own)) order by c.name""")
                .param("all", caller.administrator())
                .param(
                        "own",
                        own.isEmpty()
                                ? List.of("")
                                : own.stream().map(OrganisationId::value).toList())
                .query(this::calendar)
                .list();
    }

    @Override
    @Transactional(readOnly = true)
    public List<SharedCalendar> visible(String name, Caller caller) {
        List<SharedCalendar> versions = versions(name);
        if (versions.isEmpty() || !caller.sees(Set.of(owner(versions)))) {
            throw Refusal.notFound("calendar " + name);
        }
        return versions;
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<SharedCalendar> withHash(String name, ContentHash hash) {
        return versions(name).stream()
                .filter(version -> version.document().hash().equals(hash))
                .findFirst();
    }

    @Override
    @Transactional(readOnly = true)
    public List<SharedCalendar> versions(String name, Set<OrganisationId> of) {
        List<SharedCalendar> versions = versions(name);
        return versions.isEmpty() || !withThoseAbove(of).contains(owner(versions)) ? List.of() : versions;
    }

    private Set<OrganisationId> withThoseAbove(Set<OrganisationId> organisations) {
        Set<OrganisationId> all = new HashSet<>();
        for (OrganisationId one : organisations) {
            @Nullable OrganisationId next = one;
            while (next != null && all.add(next)) {
                next = parties.organisation(next).map(Organisation::parent).orElse(null);
            }
        }
        return all;
    }

    private static OrganisationId owner(List<SharedCalendar> versions) {
        return versions.get(0).document().organisation();
    }

    private List<SharedCalendar> versions(String name) {
        return jdbc.sql(SELECT + " where c.name = :name order by v.number")
                .param("name", name)
                .query(this::calendar)
                .list();
    }

    private SharedCalendar calendar(ResultSet row, int number) throws SQLException {
        return new SharedCalendar(
                row.getInt("number"),
                reader.typed(row.getString("content")),
                new PersonId(row.getString("created_by")),
                instant(row, "created_at"));
    }
}
