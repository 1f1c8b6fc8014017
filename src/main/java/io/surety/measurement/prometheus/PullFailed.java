package io.surety.measurement.prometheus;

/** A query was not answered, or not with what can be counted; it is asked again later, and nothing is made up. */
class PullFailed extends Exception {
    private static final long serialVersionUID = 1L;

    PullFailed(String reason) {
        super(reason);
    }

    PullFailed(String reason, PullFailed cause) {
        super(reason, cause);
    }
}
