package io.surety.measurement.reading;

/** The database did not take a batch; nothing of it is stored. */
class WriteFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WriteFailed(Exception cause) {
        super("readings could not be stored", cause);
    }
}
