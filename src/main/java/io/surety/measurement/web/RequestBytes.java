package io.surety.measurement.web;

import io.surety.measurement.intake.MeasurementLimits;
import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** The body of a request as a stream, unpacked; what says itself that it is too large is not read at all. */
@Component
class RequestBytes {

    private final MeasurementLimits limits;

    RequestBytes(MeasurementLimits limits) {
        this.limits = limits;
    }

    InputStream ofMeasurements(HttpServletRequest request) throws IOException {
        return unpacked(request, limits.body().toBytes());
    }

    InputStream ofTable(HttpServletRequest request) throws IOException {
        return unpacked(request, limits.file().toBytes());
    }

    private static InputStream unpacked(HttpServletRequest request, long limit) throws IOException {
        if (request.getContentLengthLong() > limit) {
            throw new Refusal(
                    Refusal.Kind.TOO_LARGE,
                    "too-large",
                    "a request has at most " + limit + " bytes; send it in parts, which may overlap");
        }
        @Nullable String packed = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (packed == null || packed.equalsIgnoreCase("identity")) {
            return request.getInputStream();
        }
        if (!packed.equalsIgnoreCase("gzip")) {
            throw new Refusal(
                    Refusal.Kind.UNSUPPORTED_MEDIA, "encoding-unsupported", "a body is packed by gzip or not at all");
        }
        try {
            // All members: what ends where nothing has arrived yet would lose those that come later.
            return GzipCompressorInputStream.builder()
                    .setInputStream(request.getInputStream())
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException e) {
            throw new Refusal(Refusal.Kind.MALFORMED, "malformed-gzip", "the body is not packed by gzip");
        }
    }
}
