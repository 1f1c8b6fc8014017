package io.surety.measurement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.measurement.intake.MeasurementLimits;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class RequestBytesTest {

    private final RequestBytes bytes = new RequestBytes(
            new MeasurementLimits(DataSize.ofMegabytes(1), DataSize.ofMegabytes(1), DataSize.ofKilobytes(64), 500, 8));

    private static byte[] packed(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    /** Each part arrives when the one before has been read. */
    private InputStream unpacked(byte[] first, byte[] second) throws IOException {
        var request = new MockHttpServletRequest() {
            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(
                        new SequenceInputStream(new ByteArrayInputStream(first), new ByteArrayInputStream(second)));
            }
        };
        request.addHeader("Content-Encoding", "gzip");
        return bytes.ofMeasurements(request);
    }

    @Test
    void readsAllMembersAlsoWhenTheyArriveOneByOne() throws IOException {
        assertThat(unpacked(packed("one "), packed("two"))).hasContent("one two");
    }

    @Test
    void passesOverNothingThatFollowsAMember() throws IOException {
        InputStream body = unpacked(packed("one "), "two".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
}
