package io.surety.evaluation.consequence;

import java.util.UUID;

/**
 * What a process waits for was settled elsewhere: by a request over REST, a correction, or data that came. Published in the
 * transaction that settled it.
 *
 * @param about which of the processes asks
 */
public record RequestSettled(About about, UUID request) {

    /** What was asked. */
    public enum About {
        CAUSE,
        CLAIM,
        DATA
    }
}
