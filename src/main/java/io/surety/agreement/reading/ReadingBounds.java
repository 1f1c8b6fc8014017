package io.surety.agreement.reading;

import com.fasterxml.jackson.databind.JsonNode;

/** How deep and how large a tree may become before reading stops; far above what an agreement needs. */
final class ReadingBounds {

    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 20_000;

    private final int most;
    private int nodes;

    ReadingBounds() {
        this(MAX_NODES);
    }

    /** @param most how many values there may be */
    ReadingBounds(int most) {
        this.most = most;
    }

    /** Counts one more node. */
    void enter(int depth, String place) {
        if (depth > MAX_DEPTH) {
            throw DocumentText.malformed(place, "too-deep", "more than " + MAX_DEPTH + " levels are nested");
        }
        nodes++;
        if (nodes > most) {
            throw DocumentText.malformed(place, "too-many-values", "there are more than " + most + " values");
        }
    }

    /** For a tree that was not read but made, such as from a template and the values that somebody gave. */
    static void checkCharactersOf(JsonNode tree) {
        if (tree.isTextual()) {
            checkCharacters(tree.textValue(), "");
        }
        tree.forEach(ReadingBounds::checkCharactersOf);
    }

    /**
     * Control characters never belong to an agreement, a database would refuse NUL, and half a surrogate pair has no
     * canonical form.
     */
    static void checkCharacters(String value, String place) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' && c != '\n' && c != '\t' || c == 0x7f) {
                throw DocumentText.malformed(place, "control-character", "a text holds a control character");
            }
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c)
                        || i + 1 == value.length()
                        || !Character.isLowSurrogate(value.charAt(i + 1))) {
                    throw DocumentText.malformed(place, "broken-character", "a text holds half a character");
                }
                i++;
            }
        }
    }
}
