package io.surety.negotiation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one offer changes of another, by path.
 *
 * @param changes in the order of the documents
 * @param prices those of the changes that are prices, as prices
 */
public record Redline(List<Change> changes, List<PriceChange> prices) {

    public Redline {
        changes = List.copyOf(changes);
        prices = List.copyOf(prices);
    }

    /**
     * @param path a JSON pointer in which a list element with an id stands under its id, such as
     *     {@code /spec/terms/resolve/targets/p1/within}
     * @param before null if it is new
     * @param after null if it is gone
     * @param betterFor the side for which it is better, where the direction is known; else null
     */
    public record Change(String path, @Nullable String before, @Nullable String after, @Nullable Side betterFor) {}

    /**
     * @param of id of a service with charges of its own, or {@code agreement}
     * @param before such as {@code 12000.00 EUR per month}; null if it is new
     * @param after null if it is gone
     * @param difference after less before, in the currency; null if unit or currency differ
     */
    public record PriceChange(
            String of, @Nullable String before, @Nullable String after, @Nullable String difference) {}
}
