package io.surety.measurement.web;

import io.surety.measurement.intake.DeliveryRights;
import io.surety.measurement.intake.IntakeAnswer;
import io.surety.measurement.intake.TakeJson;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/measurements")
@Tag(name = "Measurements", description = "What happened: work items, outages, maintenance, samples, counters")
class MeasurementController {

    private static final String LINES = "application/x-ndjson";

    private final TakeJson take;
    private final RightsOfRequest rights;
    private final RequestBytes bytes;

    MeasurementController(TakeJson take, RightsOfRequest rights, RequestBytes bytes) {
        this.take = take;
        this.rights = rights;
        this.bytes = bytes;
    }

    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, LINES})
    @Operation(
            summary = "Takes measurements in",
            description = "One object or an array (application/json), or one object a line (application/x-ndjson);"
                    + " also packed by gzip. Streams, stores in chunks, and answers when all of it is committed."
                    + " Delivering something again changes nothing.")
    IntakeAnswer take(
            HttpServletRequest request,
            @Nullable Authentication login,
            @RequestParam(defaultValue = "false") boolean tellPeople)
            throws IOException {
        DeliveryRights of = rights.of(login);
        MediaType type = MediaType.parseMediaType(request.getContentType());
        TakeJson.Layout layout = type.isCompatibleWith(MediaType.parseMediaType(LINES))
                ? TakeJson.Layout.LINES
                : TakeJson.Layout.DOCUMENT;
        return answered(take.take(bytes.ofMeasurements(request), layout, tellPeople, of));
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
