package io.surety.measurement.web;

import io.surety.measurement.intake.DeliveryRights;
import io.surety.measurement.intake.IntakeAnswer;
import io.surety.measurement.intake.MeasurementLimits;
import io.surety.measurement.intake.TakeCsv;
import io.surety.measurement.intake.TakeJson;
import io.surety.shared.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Takes the measurements of a request in, whichever way it came. */
@Component
class TakeRequests {

    static final String LINES = "application/x-ndjson";
    static final String TABLE = "text/csv";

    private final TakeJson take;
    private final TakeCsv tables;
    private final RequestBytes bytes;
    private final Semaphore places;

    TakeRequests(TakeJson take, TakeCsv tables, RequestBytes bytes, MeasurementLimits limits) {
        this.take = take;
        this.tables = tables;
        this.bytes = bytes;
        this.places = new Semaphore(limits.atOnce());
    }

    /**
     * @param request with one of the three media types
     * @throws Refusal {@code over-capacity}; also if nothing at all could be taken
     */
    IntakeAnswer take(HttpServletRequest request, boolean tellPeople, DeliveryRights of) throws IOException {
        if (!places.tryAcquire()) {
            throw Refusal.overCapacity("too many requests bring measurements at the same time");
        }
        try {
            return answered(takeBody(request, tellPeople, of));
        } finally {
            places.release();
        }
    }

    private IntakeAnswer takeBody(HttpServletRequest request, boolean tellPeople, DeliveryRights of)
            throws IOException {
        InputStream body = bytes.ofMeasurements(request);
        return switch (mediaType(request)) {
            case TABLE -> tables.take(body, tellPeople, of);
            case LINES -> take.take(body, TakeJson.Layout.LINES, tellPeople, of);
            default -> take.take(body, TakeJson.Layout.DOCUMENT, tellPeople, of);
        };
    }

    /** Without its parameters; empty if there is none. */
    static String mediaType(HttpServletRequest request) {
        String type = request.getContentType();
        if (type == null) {
            return "";
        }
        int end = type.indexOf(';');
        return (end < 0 ? type : type.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }

    /** What was refused as a whole is a refusal; what was refused in part is an answer. */
    static IntakeAnswer answered(IntakeAnswer answer) {
        if (answer.tookNothing()) {
            throw Refusal.invalid(
                    "measurements-refused",
                    "all " + answer.refused() + " were refused",
                    answer.refusals().stream().map(f -> f.diagnostic()).toList());
        }
        return answer;
    }
}
