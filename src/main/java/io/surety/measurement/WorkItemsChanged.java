package io.surety.measurement;

import java.util.Set;

/**
 * Work items of one source have new events; published in the transaction that stored them.
 *
 * @param tellPeople whether breaches that this reveals may tell people even if they are old
 */
public record WorkItemsChanged(String source, Set<ItemRef> items, boolean tellPeople) {}
