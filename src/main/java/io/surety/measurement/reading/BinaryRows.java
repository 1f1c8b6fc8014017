package io.surety.measurement.reading;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in the binary format of PostgreSQL's COPY, which neither side has to parse. */
final class BinaryRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    /** Milliseconds from 1970 to 2000, where PostgreSQL's time begins. */
    private static final long EPOCH_MILLIS = 946_684_800_000L;

    private static final int NUMERIC_NEGATIVE = 0x4000;
    private static final int DIGITS = 4;
    private static final BigInteger BASE = BigInteger.valueOf(10_000);
    private static final int USUAL_ROW = 128;

    /** Of all parts but texts and {@code numeric}, with their length. */
    private static final int LONGEST = 32;

    private ByteBuffer out;

    BinaryRows(int rows) {
        out = ByteBuffer.allocate(rows * USUAL_ROW + SIGNATURE.length + LONGEST);
        out.put(SIGNATURE).putInt(0).putInt(0);
    }

    /** With room for so many bytes, and for the end. */
    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes + LONGEST) {
            out = ByteBuffer.allocate(2 * out.capacity() + bytes + LONGEST).put(out.flip());
        }
        return out;
    }

    BinaryRows row(int columns) {
        room(Short.BYTES).putShort((short) columns);
        return this;
    }

    BinaryRows add(Instant instant) {
        room(LONGEST).putInt(Long.BYTES).putLong((instant.toEpochMilli() - EPOCH_MILLIS) * 1000);
        return this;
    }

    BinaryRows add(int value) {
        room(LONGEST).putInt(Integer.BYTES).putInt(value);
        return this;
    }

    BinaryRows add(short value) {
        room(LONGEST).putInt(Short.BYTES).putShort(value);
        return this;
    }

    BinaryRows add(@Nullable Long value) {
        if (value == null) {
            return missing();
        }
        room(LONGEST).putInt(Long.BYTES).putLong(value);
        return this;
    }

    BinaryRows add(UUID value) {
        room(LONGEST)
                .putInt(2 * Long.BYTES)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return this;
    }

    BinaryRows add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(Integer.BYTES + utf8.length).putInt(utf8.length).put(utf8);
        return this;
    }

    /** As {@code numeric}: digits of base 10,000, the power of the first one, a sign, and how many digits are shown. */
    BinaryRows add(@Nullable BigDecimal value) {
        if (value == null) {
            return missing();
        }
        numeric(value.scale() < 0 ? value.setScale(0) : value);
        return this;
    }

    private BinaryRows missing() {
        room(Integer.BYTES).putInt(-1);
        return this;
    }

    private void numeric(BigDecimal value) {
        int scale = value.scale();
        int fraction = (scale + DIGITS - 1) / DIGITS;
        BigInteger rest = value.unscaledValue().abs().multiply(BigInteger.TEN.pow(fraction * DIGITS - scale));
        Deque<Short> digits = new ArrayDeque<>();
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits.addFirst(parts[1].shortValue());
            rest = parts[0];
        }
        room(LONGEST + Short.BYTES * digits.size())
                .putInt(2 * (DIGITS + digits.size()))
                .putShort((short) digits.size())
                .putShort((short) (digits.size() - fraction - 1))
                .putShort((short) (value.signum() < 0 ? NUMERIC_NEGATIVE : 0))
                .putShort((short) scale);
        digits.forEach(out::putShort);
    }

    /** All of it, once. */
    InputStream stream() {
        room(Short.BYTES).putShort((short) -1);
        return new ByteArrayInputStream(out.array(), 0, out.position());
    }
}
