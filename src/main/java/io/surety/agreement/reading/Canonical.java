package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;

/** The one way to write a tree (RFC 8785): the bytes that are hashed. */
final class Canonical {

    private Canonical() {}

    static String of(JsonNode tree) {
        try {
            return new JsonCanonicalizer(tree.toString()).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException("a checked tree has a canonical form", e);
        }
    }
}
