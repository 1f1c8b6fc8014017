package io.surety.agreement.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A reader without Spring, and the document that the tests change. */
final class Readers {

    private Readers() {}

    static DocumentReader reader() {
        return new DocumentReader(new CheckedTree(new DocumentSchema()), (name, parties) -> List.of());
    }

    static byte[] itSupport() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The IT support agreement with one part of its text replaced. */
    static byte[] with(String part, String other) {
        assertThat(text()).contains(part);
        return text().replace(part, other).getBytes(StandardCharsets.UTF_8);
    }

    private static String text() {
        try (InputStream in = Readers.class.getResourceAsStream("/agreements/it-support.yaml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Diagnostic> diagnostics(ThrowingCallable reading) {
        return catchThrowableOfType(Refusal.class, reading).diagnostics();
    }
}
