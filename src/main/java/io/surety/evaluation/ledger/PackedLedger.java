package io.surety.evaluation.ledger;

import io.surety.shared.ContentHash;
import java.nio.charset.StandardCharsets;

/**
 * The stored form of a ledger, and the key that it has there. Equal ledgers have equal keys, so whoever compares two of
 * them need not read either; each is stored once, however often it is said.
 *
 * <p>A ledger takes about an eighth of its {@link LedgerJson}, because what an entry says differs little from what the one
 * before it with the same label says.
 *
 * @param key the form, as two digits, and the SHA-256 of the content
 * @param content the bytes
 */
public record PackedLedger(String key, byte[] content) {

    /** As {@link LedgerJson} writes it: what was stored before there was another form. */
    static final String JSON = "00";

    /** As {@link LedgerPacker} writes it; keys of ledgers that are packed today begin so. */
    public static final String PACKED = "01";

    public static PackedLedger of(Ledger ledger) {
        byte[] content = LedgerPacker.pack(ledger);
        return new PackedLedger(PACKED + ContentHash.of(content).hex(), content);
    }

    /** Whether a key says nothing about how its ledger compares with one that is packed today. */
    public static boolean isOfOldForm(String key) {
        return !key.startsWith(PACKED);
    }

    /** @throws IllegalArgumentException if it is no ledger, or one that does not cover or sum up */
    public Ledger read() {
        return key.startsWith(JSON)
                ? LedgerJson.read(new String(content, StandardCharsets.UTF_8))
                : LedgerUnpacker.unpack(content);
    }
}
