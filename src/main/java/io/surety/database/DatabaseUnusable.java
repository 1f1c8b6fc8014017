package io.surety.database;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot be used; the message says why and what to do about it. */
class DatabaseUnusable extends RuntimeException {

    DatabaseUnusable(String message) {
        this(message, null);
    }

    DatabaseUnusable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
