package io.surety.measurement.intake;

import io.surety.shared.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Bounds an input as a whole and each of its records, so that a stream that never ends, or a quote that is never
 * closed, fills no memory.
 */
class BoundedBytes extends FilterInputStream {

    /** The record that is being read is too long. */
    static class RecordTooLong extends IOException {
        private static final long serialVersionUID = 1L;

        RecordTooLong(long limit) {
            super("one record is longer than " + limit + " bytes");
        }
    }

    /** What readers take ahead of the record that they deliver. */
    private static final int READ_AHEAD = 32 * 1024;

    private final long limit;
    private final long recordLimit;
    private long total;
    private long inRecord;

    BoundedBytes(InputStream in, long limit, long recordLimit) {
        super(in);
        this.limit = limit;
        this.recordLimit = recordLimit;
    }

    /** A record was read to its end. */
    void nextRecord() {
        inRecord = 0;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            count(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, Math.min(length, READ_AHEAD / 2));
        if (n > 0) {
            count(n);
        }
        return n;
    }

    private void count(int n) throws IOException {
        total += n;
        inRecord += n;
        if (total > limit) {
            throw tooLarge(limit);
        }
        if (inRecord > recordLimit + READ_AHEAD) {
            throw new RecordTooLong(recordLimit);
        }
    }

    /** Of what ends an input before its end. */
    static String code(IOException e) {
        return e instanceof RecordTooLong ? "line-too-long" : "input-broken";
    }

    /** The same for a person. */
    static String reason(IOException e) {
        return e instanceof RecordTooLong
                ? String.valueOf(e.getMessage())
                : "nothing more can be read: " + Objects.requireNonNullElse(e.getMessage(), "the input ends too early");
    }

    static Refusal tooLarge(long limit) {
        return new Refusal(
                Refusal.Kind.TOO_LARGE,
                "too-large",
                "the input is larger than " + limit + " bytes; what was read before that is stored, and parts may"
                        + " overlap: send the rest in parts");
    }
}
