package io.surety.review;

import java.util.UUID;

/** One review of an agreement; also the business key of its process. */
public record ReviewId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
