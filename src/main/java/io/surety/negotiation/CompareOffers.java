package io.surety.negotiation;

import io.surety.agreement.Agreements;
import io.surety.agreement.VersionRef;
import io.surety.shared.ContentHash;
import io.surety.shared.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lays two offers side by side. */
@Service
@Transactional(readOnly = true)
public class CompareOffers {

    private static final Pattern CHARGES = Pattern.compile("(/spec(?:/services/([^/]+))?/charges)/[a-z]+");

    private final Agreements agreements;
    private final NegotiationRows rows;

    CompareOffers(Agreements agreements, NegotiationRows rows) {
        this.agreements = agreements;
        this.rows = rows;
    }

    /**
     * What the second offer changes of the first.
     *
     * @throws Refusal {@code not-found} if one of them is no offer of the version
     */
    public Redline redline(VersionRef ref, UUID before, UUID after) {
        List<Offer> offers = rows.offers(ref);
        return redline(content(hash(offers, before)), content(hash(offers, after)));
    }

    /** What an offer changes of the one that it counters; nothing for a first one. */
    public Redline redline(VersionRef ref, Offer offer) {
        UUID base = offer.counterTo();
        return base == null ? new Redline(List.of(), List.of()) : redline(ref, base, offer.id());
    }

    /** What two normalised documents differ in. */
    static Redline redline(String before, String after) {
        Map<String, String> old = Leaves.of(SubDocuments.read(before));
        Map<String, String> now = Leaves.of(SubDocuments.read(after));
        Set<String> paths = new LinkedHashSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<Redline.Change> changes = new ArrayList<>();
        Set<String> charges = new TreeSet<>();
        for (String path : paths) {
            String was = old.get(path);
            String is = now.get(path);
            if (was == null || !was.equals(is)) {
                Side better = was == null || is == null ? null : Direction.betterFor(path, was, is, now);
                changes.add(new Redline.Change(path, was, is, better));
                Matcher price = CHARGES.matcher(path);
                if (price.matches()) {
                    charges.add(price.group(1));
                }
            }
        }
        return new Redline(
                changes,
                charges.stream().map(path -> priceChange(path, old, now)).toList());
    }

    private static Redline.PriceChange priceChange(String path, Map<String, String> old, Map<String, String> now) {
        Matcher price = CHARGES.matcher(path + "/amount");
        String service = price.matches() ? price.group(2) : null;
        boolean comparable = sameUnit(path + "/currency", old, now) && sameUnit(path + "/per", old, now);
        String difference = comparable
                ? new BigDecimal(now.get(path + "/amount"))
                        .subtract(new BigDecimal(old.get(path + "/amount")))
                        .toPlainString()
                : null;
        return new Redline.PriceChange(
                service == null ? "agreement" : service, price(path, old), price(path, now), difference);
    }

    private static boolean sameUnit(String path, Map<String, String> old, Map<String, String> now) {
        String was = old.get(path);
        return was != null && was.equals(now.get(path));
    }

    private static @Nullable String price(String path, Map<String, String> leaves) {
        String amount = leaves.get(path + "/amount");
        return amount == null
                ? null
                : amount + " " + leaves.get(path + "/currency") + " per " + leaves.get(path + "/per");
    }

    private static ContentHash hash(List<Offer> offers, UUID id) {
        return offers.stream()
                .filter(offer -> offer.id().equals(id))
                .map(Offer::hash)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("offer " + id));
    }

    private String content(ContentHash hash) {
        return agreements
                .content(hash)
                .orElseThrow(() -> new IllegalStateException("no content is stored under " + hash));
    }
}
