package io.surety.shared;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Why several things that were to be stored, together or one after the other, were not. */
public final class StoreFailure {

    /** Of what the database throws while it is away, is shut down, or has no room for anybody. */
    private static final List<Class<? extends Exception>> WITHOUT_DATABASE = List.of(
            CannotCreateTransactionException.class,
            NonTransientDataAccessResourceException.class,
            TransientDataAccessResourceException.class,
            RecoverableDataAccessException.class,
            QueryTimeoutException.class);

    /** PostgreSQL's connection_exception, insufficient_resources and operator_intervention. */
    private static final List<String> STATES_WITHOUT_DATABASE = List.of("08", "53", "57");

    private StoreFailure() {}

    /**
     * Whether each of them would fail in the same way if it was stored alone, and perhaps only after a long wait: because
     * the database cannot be used, the virtual machine is in trouble, or the thread that stores is to end. Otherwise it may
     * be the content of one of them.
     */
    public static boolean hindersAll(Throwable failure) {
        if (failure instanceof Error || Thread.currentThread().isInterrupted()) {
            return true;
        }
        return SqlStates.of(failure)
                        .anyMatch(state -> STATES_WITHOUT_DATABASE.stream().anyMatch(state::startsWith))
                || Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(cause -> WITHOUT_DATABASE.stream().anyMatch(kind -> kind.isInstance(cause)));
    }
}
