package io.surety.agreement.reading;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns bytes into text: UTF-8 without exception, and not more than a megabyte of it. */
final class DocumentText {

    static final int MAX_BYTES = 1 << 20;

    private DocumentText() {}

    static String of(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Refusal(
                    Refusal.Kind.TOO_LARGE,
                    "document-too-large",
                    "a document has at most " + MAX_BYTES + " bytes, this one has " + bytes.length);
        }
        String text = decode(bytes);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("", "wrong-encoding", "the document is not UTF-8");
        }
    }

    /** The refusal of a document that cannot be read at all. */
    static Refusal malformed(String path, String code, String message) {
        return new Refusal(
                Refusal.Kind.MALFORMED,
                "document-malformed",
                "the document cannot be read: " + message,
                List.of(new Diagnostic(path, code, message)));
    }
}
