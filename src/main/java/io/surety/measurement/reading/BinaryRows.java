package io.surety.measurement.reading;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    private final ByteArrayOutputStream bytes;
    private final DataOutputStream out;

    BinaryRows(int rows) {
        bytes = new ByteArrayOutputStream(rows * 128 + 64);
        out = new DataOutputStream(bytes);
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0);
            out.writeInt(0);
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("writing into memory does not fail", e);
        }
    }

    BinaryRows row(int columns) {
        write(() -> out.writeShort(columns));
        return this;
    }

    BinaryRows add(Instant instant) {
        write(() -> {
            out.writeInt(Long.BYTES);
            out.writeLong((instant.toEpochMilli() - EPOCH_MILLIS) * 1000);
        });
        return this;
    }

    BinaryRows add(int value) {
        write(() -> {
            out.writeInt(Integer.BYTES);
            out.writeInt(value);
        });
        return this;
    }

    BinaryRows add(short value) {
        write(() -> {
            out.writeInt(Short.BYTES);
            out.writeShort(value);
        });
        return this;
    }

    BinaryRows add(@Nullable Long value) {
        write(() -> {
            if (value == null) {
                out.writeInt(-1);
            } else {
                out.writeInt(Long.BYTES);
                out.writeLong(value);
            }
        });
        return this;
    }

    BinaryRows add(UUID value) {
        write(() -> {
            out.writeInt(2 * Long.BYTES);
            out.writeLong(value.getMostSignificantBits());
            out.writeLong(value.getLeastSignificantBits());
        });
        return this;
    }

    BinaryRows add(String text) {
        write(() -> {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(utf8.length);
            out.write(utf8);
        });
        return this;
    }

    /** As {@code numeric}: digits of base 10,000, the power of the first one, a sign, and how many digits are shown. */
    BinaryRows add(@Nullable BigDecimal value) {
        write(() -> {
            if (value == null) {
                out.writeInt(-1);
            } else {
                numeric(value.scale() < 0 ? value.setScale(0) : value);
            }
        });
        return this;
    }

    private void numeric(BigDecimal value) throws IOException {
        int scale = value.scale();
        int fraction = (scale + DIGITS - 1) / DIGITS;
        BigInteger rest = value.unscaledValue().abs().multiply(BigInteger.TEN.pow(fraction * DIGITS - scale));
        Deque<Short> digits = new ArrayDeque<>();
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits.addFirst(parts[1].shortValue());
            rest = parts[0];
        }
        out.writeInt(2 * (DIGITS + digits.size()));
        out.writeShort(digits.size());
        out.writeShort(digits.size() - fraction - 1);
        out.writeShort(value.signum() < 0 ? NUMERIC_NEGATIVE : 0);
        out.writeShort(scale);
        for (short digit : digits) {
            out.writeShort(digit);
        }
    }

    byte[] bytes() {
        write(() -> out.writeShort(-1));
        return bytes.toByteArray();
    }
}
