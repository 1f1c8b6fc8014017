package io.surety.measurement.intake;

import java.io.BufferedInputStream;
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

    private final InputStream in;
    private final int longest;
    private long number;

    /** @param longest line in bytes */
    LineReader(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        long length = 0;
        int value = in.read();
        if (value < 0) {
            return null;
        }
        number++;
        while (value >= 0 && value != '\n') {
            length++;
            if (length <= longest) {
                bytes.write(value);
            }
            value = in.read();
        }
        return length > longest ? problem("line-too-long", "is longer than " + longest + " bytes") : decode(bytes);
    }

    private Line decode(ByteArrayOutputStream bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
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
