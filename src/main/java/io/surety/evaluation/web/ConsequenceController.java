package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.consequence.AnswerCause;
import io.surety.evaluation.consequence.CauseRequest;
import io.surety.evaluation.consequence.CauseRequests;
import io.surety.evaluation.consequence.TerminationRight;
import io.surety.evaluation.consequence.TerminationRights;
import io.surety.evaluation.consequence.TouchedTerm;
import io.surety.evaluation.period.ConfirmVerdict;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What follows from verdicts and causes, and what the parties say to it. */
@RestController
@RequestMapping("/api")
@Tag(name = "Consequences", description = "Confirmations, rights and claims that follow from verdicts and causes")
class ConsequenceController {

    private final Sides sides;
    private final ConfirmVerdict confirmations;
    private final TerminationRights rights;
    private final CauseRequests requests;
    private final AnswerCause answers;

    ConsequenceController(
            Sides sides,
            ConfirmVerdict confirmations,
            TerminationRights rights,
            CauseRequests requests,
            AnswerCause answers) {
        this.sides = sides;
        this.confirmations = confirmations;
        this.rights = rights;
        this.requests = requests;
        this.answers = answers;
    }

    /** @param serial of the verdict as it was read */
    record VerdictConfirmationBody(@NotNull @Positive Long serial) {}

    record RefusalBody(@NotNull @Size(min = 10, max = 4000) String reason) {}

    /** @param isFinal true once the verdict is final; then nothing is missing any more */
    record VerdictConfirmationView(UUID verdict, long serial, List<String> confirmedBy, boolean isFinal) {}

    /** @param below a share such as {@code 99/100} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RightView(
            UUID id,
            int version,
            String term,
            @Nullable String target,
            Instant from,
            Instant to,
            String gives,
            String below,
            int periods,
            int of,
            List<Instant> missed,
            Instant arisenAt,
            @Nullable Instant withdrawnAt) {

        static RightView of(TerminationRight right) {
            return new RightView(
                    right.id(),
                    right.version().number(),
                    right.term(),
                    right.target().orElse(null),
                    right.period().from(),
                    right.period().to(),
                    right.gives(),
                    right.below().toString(),
                    right.periods(),
                    right.of(),
                    right.missed(),
                    right.arisenAt(),
                    right.withdrawnAt().orElse(null));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CauseRequestView(
            UUID id,
            String source,
            String record,
            int revision,
            String organisation,
            String role,
            List<TouchedTerm> touches,
            CauseRequest.State state,
            Instant askedAt,
            Instant dueAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            String comment) {

        static CauseRequestView of(CauseRequest request) {
            return new CauseRequestView(
                    request.id(),
                    request.source(),
                    request.record(),
                    request.revision(),
                    request.organisation().value(),
                    request.role().name(),
                    request.touches(),
                    request.state(),
                    request.askedAt(),
                    request.dueAt(),
                    request.settledAt().orElse(null),
                    request.settledBy().map(PersonId::value).orElse(null),
                    request.comment());
        }
    }

    @PostMapping("/agreements/{id}/verdicts/{verdict}/confirmation")
    @Operation(
            summary = "Confirms a provisional verdict for my side",
            description =
                    "Once both sides have confirmed it, it is final. serial: of the verdict as it was read; if it "
                            + "was published anew since, the answer is 409 verdict-changed.")
    VerdictConfirmationView confirm(
            @PathVariable String id,
            @PathVariable UUID verdict,
            @Valid @RequestBody VerdictConfirmationBody body,
            Caller caller) {
        sides.version(id, caller);
        StoredVerdict stored = confirmations.confirm(id, verdict, body.serial(), caller);
        return new VerdictConfirmationView(
                verdict,
                stored.serial(),
                confirmations.sidesThatConfirmed(stored),
                stored.state() == PeriodState.FINAL);
    }

    @GetMapping("/agreements/{id}/termination-rights")
    @Operation(summary = "Rights that chronic clauses gave, withdrawn ones too")
    List<RightView> rights(@PathVariable String id, Caller caller) {
        sides.version(id, caller);
        return rights.of(id).stream().map(RightView::of).toList();
    }

    @GetMapping("/confirmation-requests")
    @Operation(summary = "Causes that my organisations were asked to confirm, the newest first")
    List<CauseRequestView> requests(Caller caller) {
        return requests.of(caller.organisations()).stream()
                .map(CauseRequestView::of)
                .toList();
    }

    @PostMapping("/confirmation-requests/{id}/refusal")
    @Operation(
            summary = "Refuses to confirm a cause, so that the time stays ordinary",
            description = "Confirming goes by the record itself: /api/outages/{source}/{id}/confirmation, or "
                    + "/api/maintenance-windows/{source}/{id}/confirmation.")
    CauseRequestView refuse(@PathVariable UUID id, @Valid @RequestBody RefusalBody body, Caller caller) {
        return CauseRequestView.of(answers.refuse(id, caller, body.reason()));
    }
}
