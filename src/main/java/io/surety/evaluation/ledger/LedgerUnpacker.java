package io.surety.evaluation.ledger;

import io.surety.evaluation.ledger.LedgerPacker.Column;
import io.surety.shared.Ratio;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads what {@link LedgerPacker} has written. */
final class LedgerUnpacker {

    private final ByteBuffer in;
    private final byte[][] last = Column.empty();
    private long second;

    private LedgerUnpacker(byte[] content) {
        this.in = ByteBuffer.wrap(content);
    }

    /** @throws IllegalArgumentException if it is no ledger, or one that does not cover or sum up */
    static Ledger unpack(byte[] content) {
        LedgerUnpacker unpacker = new LedgerUnpacker(content);
        try {
            Ledger ledger = unpacker.in.get() == LedgerPacker.TIME ? unpacker.time() : unpacker.account();
            if (unpacker.in.hasRemaining()) {
                throw new IllegalArgumentException("no ledger: something follows it");
            }
            return ledger;
        } catch (BufferUnderflowException | ArithmeticException | IndexOutOfBoundsException | NullPointerException e) {
            throw new IllegalArgumentException("no ledger", e);
        }
    }

    private TimeLedger time() {
        Instant from = instant();
        Instant to = instant();
        int count = count();
        List<TimeEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new TimeEntry(instant(), instant(), mark(), marks()));
        }
        return new TimeLedger(from, to, entries);
    }

    private List<Mark> marks() {
        int count = count();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            marks.add(mark());
        }
        return marks;
    }

    private Mark mark() {
        int label = in.get();
        return new Mark(
                TimeLabel.values()[label],
                text(Column.CAUSE, label),
                text(Column.EVIDENCE, label),
                text(Column.PARTY, label));
    }

    private Account account() {
        Ratio inputs = ratio();
        Ratio committed = in.get() == 0 ? null : ratio();
        int count = count();
        List<AccountEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = in.get();
            entries.add(new AccountEntry(
                    Objects.requireNonNull(text(Column.ID, label)),
                    Objects.requireNonNull(text(Column.SUBJECT, label)),
                    instant(),
                    AccountLabel.values()[label],
                    text(Column.WHY, label),
                    ratio(),
                    text(Column.LEDGER, label)));
        }
        return new Account(inputs, committed, entries);
    }

    private Instant instant() {
        second += signed();
        return Instant.ofEpochSecond(second, number());
    }

    private Ratio ratio() {
        long whole = number();
        return whole > 0 ? Ratio.of(whole - 1, 1) : new Ratio(new BigInteger(bytes()), new BigInteger(bytes()));
    }

    private @Nullable String text(Column column, int label) {
        int begin = count() - 1;
        if (begin < 0) {
            return null;
        }
        int end = count();
        byte[] known = last[column.with(label)];
        byte[] between = bytes();
        byte[] text = Arrays.copyOf(known, begin + between.length + end);
        System.arraycopy(between, 0, text, begin, between.length);
        System.arraycopy(known, known.length - end, text, begin + between.length, end);
        last[column.with(label)] = text;
        return new String(text, StandardCharsets.UTF_8);
    }

    private byte[] bytes() {
        int length = count();
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private int count() {
        return Math.toIntExact(number());
    }

    private long signed() {
        long number = number();
        return number >>> 1 ^ -(number & 1);
    }

    private long number() {
        long number = 0;
        for (int shift = 0; ; shift += 7) {
            byte group = in.get();
            number |= (long) (group & 0x7F) << shift;
            if (group >= 0) {
                return number;
            }
        }
    }
}
