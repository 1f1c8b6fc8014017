package io.surety.measurement;

import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A work item where it comes from.
 *
 * @param source id of the source that delivers it
 * @param key its key there, such as {@code INC0000045}
 */
public record ItemRef(String source, String key) {

    /** The keys of items by their source: a statement that asks for one source and some of its keys goes by the index. */
    public static SortedMap<String, Set<String>> keysBySource(Collection<ItemRef> items) {
        return items.stream()
                .collect(Collectors.groupingBy(
                        ItemRef::source, TreeMap::new, Collectors.mapping(ItemRef::key, Collectors.toSet())));
    }

    @Override
    public String toString() {
        return source + "/" + key;
    }
}
