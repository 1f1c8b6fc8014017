package io.surety.evaluation.ledger;

import io.surety.shared.Ratio;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes a ledger in few bytes. Numbers are written in as many groups of seven bits as they need, instants as the seconds
 * since the one before, and a text as what it has in common with the last one of its column and label, and the rest. What
 * {@link LedgerUnpacker} reads is equal to what was written.
 */
final class LedgerPacker {

    static final byte TIME = 'T';
    static final byte ACCOUNT = 'A';

    /** Texts of a ledger stand in columns; each has a last text for each label. */
    enum Column {
        CAUSE,
        EVIDENCE,
        PARTY,
        ID,
        SUBJECT,
        WHY,
        LEDGER;

        static final int LABELS = Math.max(TimeLabel.values().length, AccountLabel.values().length);

        int with(int label) {
            return ordinal() * LABELS + label;
        }

        static byte[][] empty() {
            byte[][] texts = new byte[values().length * LABELS][];
            Arrays.fill(texts, new byte[0]);
            return texts;
        }
    }

    private final byte[][] last = Column.empty();
    private byte[] out = new byte[2048];
    private int length;
    private long second;

    private LedgerPacker() {}

    static byte[] pack(Ledger ledger) {
        LedgerPacker packer = new LedgerPacker();
        if (ledger instanceof TimeLedger time) {
            packer.time(time);
        } else {
            packer.account((Account) ledger);
        }
        return Arrays.copyOf(packer.out, packer.length);
    }

    private void time(TimeLedger ledger) {
        write(TIME);
        instant(ledger.from());
        instant(ledger.to());
        number(ledger.entries().size());
        for (TimeEntry entry : ledger.entries()) {
            instant(entry.from());
            instant(entry.to());
            mark(entry.mark());
            number(entry.notes().size());
            entry.notes().forEach(this::mark);
        }
    }

    private void mark(Mark mark) {
        int label = mark.label().ordinal();
        write((byte) label);
        text(Column.CAUSE, label, mark.cause());
        text(Column.EVIDENCE, label, mark.evidence());
        text(Column.PARTY, label, mark.party());
    }

    private void account(Account account) {
        write(ACCOUNT);
        ratio(account.inputs());
        write((byte) (account.committed() == null ? 0 : 1));
        if (account.committed() != null) {
            ratio(account.committed());
        }
        number(account.entries().size());
        for (AccountEntry entry : account.entries()) {
            int label = entry.label().ordinal();
            write((byte) label);
            text(Column.ID, label, entry.id());
            text(Column.SUBJECT, label, entry.subject());
            instant(entry.at());
            text(Column.WHY, label, entry.why());
            ratio(entry.weight());
            text(Column.LEDGER, label, entry.ledger());
        }
    }

    private void instant(Instant at) {
        signed(at.getEpochSecond() - second);
        number(at.getNano());
        second = at.getEpochSecond();
    }

    private void ratio(Ratio ratio) {
        BigInteger over = ratio.numerator();
        if (ratio.denominator().equals(BigInteger.ONE) && over.signum() >= 0 && over.bitLength() < Long.SIZE - 1) {
            number(over.longValue() + 1);
        } else {
            number(0);
            bytes(over.toByteArray());
            bytes(ratio.denominator().toByteArray());
        }
    }

    /** Nothing, or by how many bytes it begins and ends as the last one did, and what stands between them. */
    private void text(Column column, int label, @Nullable String text) {
        if (text == null) {
            number(0);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] known = last[column.with(label)];
        last[column.with(label)] = bytes;
        int most = Math.min(known.length, bytes.length);
        int differs = Arrays.mismatch(known, bytes);
        int begin = differs < 0 ? most : differs;
        int end = 0;
        while (end < most - begin && known[known.length - 1 - end] == bytes[bytes.length - 1 - end]) {
            end++;
        }
        number(begin + 1L);
        number(end);
        write(bytes, begin, bytes.length - begin - end);
    }

    private void bytes(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    private void write(byte[] bytes, int from, int count) {
        number(count);
        if (length + count > out.length) {
            out = Arrays.copyOf(out, 2 * (length + count));
        }
        System.arraycopy(bytes, from, out, length, count);
        length += count;
    }

    private void write(byte one) {
        if (length == out.length) {
            out = Arrays.copyOf(out, 2 * length);
        }
        out[length++] = one;
    }

    private void signed(long number) {
        number(number << 1 ^ number >> Long.SIZE - 1);
    }

    private void number(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            write((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        write((byte) rest);
    }
}
