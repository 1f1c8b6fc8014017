package io.surety.onboarding.web;

import io.surety.onboarding.Evidence;
import io.surety.onboarding.EvidenceKind;
import io.surety.onboarding.ThirdParties;
import io.surety.onboarding.ThirdParties.ThirdPartyView;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/third-parties")
@Tag(name = "Third parties", description = "Admissions, onboardings and evidence")
class ThirdPartyController {

    private final ThirdParties thirdParties;

    ThirdPartyController(ThirdParties thirdParties) {
        this.thirdParties = thirdParties;
    }

    /** @param expiresOn the first day on which it no longer counts */
    record EvidenceRequest(
            @NotNull EvidenceKind kind,
            @NotBlank @Size(min = 3, max = 500) String reference,
            @NotNull LocalDate issuedOn,
            @NotNull LocalDate expiresOn) {}

    @GetMapping
    @Operation(summary = "Third parties that the caller relies on, or is")
    List<ThirdPartyView> all(@Parameter(hidden = true) Caller caller) {
        return thirdParties.visibleTo(caller);
    }

    @GetMapping("/{id}")
    @Operation(summary = "A third party with its admissions, onboardings and evidence")
    ThirdPartyView one(@PathVariable String id, @Parameter(hidden = true) Caller caller) {
        return thirdParties.visible(new OrganisationId(id), caller);
    }

    @PostMapping("/{id}/evidence")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add evidence; it counts at the next decision about the third party")
    Evidence add(
            @PathVariable String id,
            @Valid @RequestBody EvidenceRequest request,
            @Parameter(hidden = true) Caller caller) {
        return thirdParties.add(
                new OrganisationId(id),
                request.kind(),
                request.reference(),
                request.issuedOn(),
                request.expiresOn(),
                caller);
    }
}
