package io.surety.shared;

import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** What the database said of a failure, however many wrapped it since: the states of SQL. */
public final class SqlStates {

    /** Two transactions waited for each other, and this one was ended; it may succeed if it is tried again. */
    public static final String DEADLOCK_DETECTED = "40P01";

    public static final String FOREIGN_KEY_VIOLATION = "23503";
    public static final String UNIQUE_VIOLATION = "23505";

    private SqlStates() {}

    /** Those of the failure and of its causes, five characters each, the outermost first; none if no database had part. */
    public static Stream<String> of(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> ((SQLException) cause).getSQLState())
                .filter(Objects::nonNull);
    }

    public static boolean has(Throwable failure, String state) {
        return of(failure).anyMatch(state::equals);
    }
}
