package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.agreement.Agreements;
import io.surety.evaluation.consequence.AnswerDataRequest;
import io.surety.evaluation.consequence.ClaimEvidence;
import io.surety.evaluation.consequence.DataRequest;
import io.surety.evaluation.consequence.DataRequests;
import io.surety.evaluation.consequence.RaiseClaim;
import io.surety.evaluation.consequence.ThirdPartyClaim;
import io.surety.evaluation.consequence.ThirdPartyClaims;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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

/** Claims against third parties, and data that somebody owes. */
@RestController
@RequestMapping("/api")
@Tag(name = "Consequences")
class AskedOfOthersController {

    private final Agreements agreements;
    private final ThirdPartyClaims claims;
    private final RaiseClaim raise;
    private final DataRequests requests;
    private final AnswerDataRequest answers;

    AskedOfOthersController(
            Agreements agreements,
            ThirdPartyClaims claims,
            RaiseClaim raise,
            DataRequests requests,
            AnswerDataRequest answers) {
        this.agreements = agreements;
        this.claims = claims;
        this.raise = raise;
        this.requests = requests;
        this.answers = answers;
    }

    /** @param comment the reference under which a claim was raised, or a reason */
    record CommentBody(@NotNull @Size(min = 10, max = 4000) String comment) {}

    /** @param millis the wall length of the evidence */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ClaimView(
            UUID id,
            UUID verdict,
            String agreement,
            int version,
            String term,
            @Nullable String target,
            Instant from,
            Instant to,
            String claimant,
            String thirdParty,
            String contract,
            List<String> supports,
            long millis,
            List<ClaimEvidence> evidence,
            ThirdPartyClaim.State state,
            @Nullable Instant claimUntil,
            Instant openedAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            String comment) {

        static ClaimView of(ThirdPartyClaim claim) {
            return new ClaimView(
                    claim.id(),
                    claim.verdict(),
                    claim.version().agreement(),
                    claim.version().number(),
                    claim.term(),
                    claim.target().orElse(null),
                    claim.period().from(),
                    claim.period().to(),
                    claim.claimant().value(),
                    claim.thirdParty().value(),
                    claim.contract(),
                    claim.supports(),
                    claim.millis(),
                    claim.evidence(),
                    claim.state(),
                    claim.claimUntil().orElse(null),
                    claim.openedAt(),
                    claim.settledAt().orElse(null),
                    claim.settledBy().map(PersonId::value).orElse(null),
                    claim.comment());
        }
    }

    /** @param completeness known of expected, as a share such as {@code 3/4} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DataRequestView(
            UUID id,
            String agreement,
            int version,
            String term,
            Instant from,
            Instant to,
            String source,
            String organisation,
            NotDetermined reason,
            @Nullable String completeness,
            @Nullable Instant knownUntil,
            DataRequest.State state,
            Instant askedAt,
            Instant dueAt,
            @Nullable Instant settledAt,
            @Nullable String settledBy,
            String comment) {

        static DataRequestView of(DataRequest request) {
            return new DataRequestView(
                    request.id(),
                    request.version().agreement(),
                    request.version().number(),
                    request.term(),
                    request.period().from(),
                    request.period().to(),
                    request.source(),
                    request.organisation().value(),
                    request.reason(),
                    request.completeness().orElse(null),
                    request.knownUntil().orElse(null),
                    request.state(),
                    request.askedAt(),
                    request.dueAt(),
                    request.settledAt().orElse(null),
                    request.settledBy().map(PersonId::value).orElse(null),
                    request.comment());
        }
    }

    @GetMapping("/agreements/{id}/third-party-claims")
    @Operation(
            summary = "Claims against third parties for violations of an agreement",
            description =
                    "For whoever claims. The customer of the agreement does not read what the provider claims from "
                            + "its suppliers.")
    List<ClaimView> claims(@PathVariable String id, Caller caller) {
        agreements.visible(id, caller);
        return claims.of(id).stream()
                .filter(claim ->
                        caller.administrator() || caller.organisations().contains(claim.claimant()))
                .map(ClaimView::of)
                .toList();
    }

    @PostMapping("/third-party-claims/{id}/raising")
    @Operation(
            summary = "Raises a claim; the third party is told",
            description = "409 claim-settled if it is not open.")
    ClaimView raise(@PathVariable UUID id, @Valid @RequestBody CommentBody body, Caller caller) {
        return ClaimView.of(raise.decide(id, true, caller, body.comment()));
    }

    @PostMapping("/third-party-claims/{id}/waiver")
    @Operation(summary = "Waives a claim", description = "409 claim-settled if it is not open.")
    ClaimView waive(@PathVariable UUID id, @Valid @RequestBody CommentBody body, Caller caller) {
        return ClaimView.of(raise.decide(id, false, caller, body.comment()));
    }

    @GetMapping("/data-requests")
    @Operation(summary = "Data that my organisations owe, the newest request first")
    List<DataRequestView> owed(Caller caller) {
        return requests.owedBy(caller.organisations()).stream()
                .map(DataRequestView::of)
                .toList();
    }

    @PostMapping("/data-requests/{id}/unobtainable")
    @Operation(
            summary = "Says that there are no data to come",
            description = "Data that are delivered settle the request by themselves.")
    DataRequestView unobtainable(@PathVariable UUID id, @Valid @RequestBody CommentBody body, Caller caller) {
        return DataRequestView.of(answers.unobtainable(id, caller, body.comment()));
    }
}
