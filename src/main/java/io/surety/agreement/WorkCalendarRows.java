package io.surety.agreement;

import static io.surety.shared.SqlInstants.instant;
import static io.surety.shared.SqlInstants.timestamptz;

import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was entered about working time, and the versions of the shared calendars that it names. */
@Repository
class WorkCalendarRows {

    private final JdbcClient jdbc;
    private final ReadCalendar reader;

    WorkCalendarRows(JdbcClient jdbc, ReadCalendar reader) {
        this.jdbc = jdbc;
        this.reader = reader;
    }

    /** Keeps apart two who enter something about one person, to the end of the transaction. */
    void lock(PersonId person) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('agreement.work_calendars ' || :person, 0))")
                .param("person", person.value())
                .query(rs -> {});
    }

    List<WorkCalendarEntry> of(PersonId person, Instant knownBy) {
        return jdbc.sql(
                        """
                        select w.person, w.organisation, w.valid_from, w.calendar, d.content, w.entered_by, w.entered_at
                        from agreement.work_calendars w left join agreement.documents d on d.hash = w.hash
                        where w.person = :person and w.entered_at <= :known
                        order by w.valid_from, w.id
                        """)
                .param("person", person.value())
                .param("known", timestamptz(knownBy))
                .query(this::entry)
                .list();
    }

    /** The versions of a shared calendar that were there at an instant, oldest first. */
    List<SharedCalendar> versions(String calendar, Instant knownBy) {
        return jdbc.sql(
                        """
                        select v.number, v.created_by, v.created_at, d.content
                        from agreement.calendar_versions v join agreement.documents d on d.hash = v.hash
                        where v.name = :name and v.created_at <= :known
                        order by v.number
                        """)
                .param("name", calendar)
                .param("known", timestamptz(knownBy))
                .query((rs, n) -> new SharedCalendar(
                        rs.getInt("number"),
                        reader.typed(rs.getString("content")),
                        new PersonId(rs.getString("created_by")),
                        instant(rs, "created_at")))
                .list();
    }

    void insert(WorkCalendarEntry entry) {
        CalendarDocument own = entry.own();
        if (own != null) {
            jdbc.sql(
                            """
                            insert into agreement.documents (hash, content, stored_at) values (:hash, :content, :at)
                            on conflict do nothing
                            """)
                    .param("hash", own.hash().hex())
                    .param("content", own.normalised())
                    .param("at", timestamptz(entry.enteredAt()))
                    .update();
        }
        jdbc.sql(
                        """
                        insert into agreement.work_calendars
                            (person, organisation, valid_from, calendar, hash, entered_by, entered_at)
                        values (:person, :organisation, :from, :calendar, :hash, :by, :at)
                        """)
                .param("person", entry.person().value())
                .param("organisation", entry.organisation().value())
                .param("from", timestamptz(entry.from()))
                .param("calendar", entry.shared())
                .param("hash", own == null ? null : own.hash().hex())
                .param("by", entry.enteredBy().value())
                .param("at", timestamptz(entry.enteredAt()))
                .update();
    }

    private WorkCalendarEntry entry(ResultSet rs, int number) throws SQLException {
        return new WorkCalendarEntry(
                new PersonId(rs.getString("person")),
                new OrganisationId(rs.getString("organisation")),
                instant(rs, "valid_from"),
                rs.getString("calendar"),
                Optional.ofNullable(rs.getString("content")).map(reader::typed).orElse(null),
                new PersonId(rs.getString("entered_by")),
                instant(rs, "entered_at"));
    }
}
