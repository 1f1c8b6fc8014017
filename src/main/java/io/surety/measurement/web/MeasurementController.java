package io.surety.measurement.web;

import io.surety.measurement.intake.IntakeAnswer;
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
@Tag(
        name = "Measurements",
        description =
                "What happened: work items, outages, maintenance, samples, counters, gauges, volumes, satisfaction")
class MeasurementController {

    private final TakeRequests take;
    private final RightsOfRequest rights;

    MeasurementController(TakeRequests take, RightsOfRequest rights) {
        this.take = take;
        this.rights = rights;
    }

    @PostMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, TakeRequests.LINES, TakeRequests.TABLE})
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
        return take.take(request, tellPeople, rights.of(login));
    }
}
