package io.surety.measurement.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of UTF-8; one that cannot be read does not hinder the next. */
class LineReader {

    /** Exactly one of {@code text} and {@code problem} is set. */
    record Line(long number, @Nullable String text, @Nullable Finding problem) {}

    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private long number;

    /** @param longest line in bytes */
    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        if (next == end && !fill()) {
            return null;
        }
        number++;
        int lineEnd = endOfLine();
        if (lineEnd == end) {
            return acrossBuffers();
        }
        Line line = line(buffer, next, lineEnd - next);
        next = lineEnd + 1;
        return line;
    }

    /** Of the line that is being read, or was read last; from 1. */
    long number() {
        return Math.max(1, number);
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        return end > 0;
    }

    /** The end of the buffer if the line goes on after it. */
    private int endOfLine() {
        int at = next;
        while (at < end && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private Line acrossBuffers() throws IOException {
        var bytes = new ByteArrayOutputStream();
        long length = 0;
        int lineEnd;
        do {
            lineEnd = endOfLine();
            length += lineEnd - next;
            if (length <= longest) {
                bytes.write(buffer, next, lineEnd - next);
            }
            next = lineEnd;
        } while (lineEnd == end && fill());
        if (next < end) {
            next++;
        }
        return length > longest ? tooLong() : line(bytes.toByteArray(), 0, bytes.size());
    }

    private Line line(byte[] bytes, int from, int length) {
        if (length > longest) {
            return tooLong();
        }
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return decode(bytes, from, length);
            }
        }
        return new Line(number, new String(bytes, from, length, StandardCharsets.US_ASCII), null);
    }

    private Line tooLong() {
        return problem("line-too-long", "is longer than " + longest + " bytes");
    }

    private Line decode(byte[] bytes, int from, int length) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
            boolean marked = number == 1 && text.startsWith("\uFEFF");
            return new Line(number, marked ? text.substring(1) : text, null);
        } catch (CharacterCodingException e) {
            return problem("wrong-encoding", "is not UTF-8");
        }
    }

    private Line problem(String code, String reason) {
        return new Line(number, null, new Finding(number, null, "", code, reason));
    }
}
