package io.surety.measurement.web;

import io.surety.measurement.intake.DeliveryRights;
import io.surety.measurement.intake.IntakeAnswer;
import io.surety.measurement.intake.MeasurementLimits;
import io.surety.measurement.intake.TakeCsv;
import io.surety.measurement.intake.TakeJson;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/measurements")
@Tag(
        name = "Measurements",
        description =
                "What happened: work items, outages, maintenance, samples, counters, gauges, volumes, satisfaction")
class MeasurementController {

    private static final String LINES = "application/x-ndjson";
    private static final String TABLE = "text/csv";

    private final TakeJson take;
    private final RightsOfRequest rights;
    private final RequestBytes bytes;
    private final TakeCsv tables;
    private final Semaphore places;

    MeasurementController(
            TakeJson take, TakeCsv tables, RightsOfRequest rights, RequestBytes bytes, MeasurementLimits limits) {
        this.take = take;
        this.rights = rights;
        this.bytes = bytes;
        this.tables = tables;
        this.places = new Semaphore(limits.atOnce());
    }

    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, LINES, TABLE})
    @Operation(
            summary = "Takes measurements in",
            description = "One object or an array (application/json), one object a line (application/x-ndjson), or a"
                    + " table whose header names the fields (text/csv); also packed by gzip. Streams, stores in chunks,"
                    + " and answers when all of it is committed. Delivering something again changes nothing. 429 says"
                    + " that too many deliver at once: the same request may succeed after Retry-After.")
    IntakeAnswer take(
            HttpServletRequest request,
            @Nullable Authentication login,
            @RequestParam(defaultValue = "false") boolean tellPeople)
            throws IOException {
        DeliveryRights of = rights.of(login);
        if (!places.tryAcquire()) {
            throw Refusal.overCapacity("too many requests bring measurements at the same time");
        }
        try {
            return answered(take(request, tellPeople, of));
        } finally {
            places.release();
        }
    }

    private IntakeAnswer take(HttpServletRequest request, boolean tellPeople, DeliveryRights of) throws IOException {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        InputStream body = bytes.ofMeasurements(request);
        if (type.isCompatibleWith(MediaType.parseMediaType(TABLE))) {
            return tables.take(body, tellPeople, of);
        }
        TakeJson.Layout layout = type.isCompatibleWith(MediaType.parseMediaType(LINES))
                ? TakeJson.Layout.LINES
                : TakeJson.Layout.DOCUMENT;
        return take.take(body, layout, tellPeople, of);
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
