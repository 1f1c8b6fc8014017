package io.surety.evaluation.clock;

import java.util.List;
import java.util.Map;

/** Whether the attributes of an item have the values that a document asks for. */
final class Attributes {

    private Attributes() {}

    /** All wanted attributes have one of their wanted values; nothing wanted always holds. */
    static boolean hold(Map<String, List<String>> wanted, Map<String, String> actual) {
        return wanted.entrySet().stream().allMatch(w -> {
            String value = actual.get(w.getKey());
            return value != null && w.getValue().contains(value);
        });
    }
}
