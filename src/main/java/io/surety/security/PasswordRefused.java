package io.surety.security;

/** The application does not start with such a password. */
class PasswordRefused extends RuntimeException {

    PasswordRefused(String message) {
        super(message);
    }
}
