package io.surety.measurement.reading;

import java.sql.SQLException;

/** The database did not take a batch; nothing of it is stored. */
class WriteFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteFailed(SQLException cause) {
        super("readings could not be stored", cause);
    }
}
