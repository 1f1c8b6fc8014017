package io.surety.lifecycle.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.lifecycle.LifeProcess;
import io.surety.lifecycle.LifecycleRequests;
import io.surety.lifecycle.RenewAgreement;
import io.surety.lifecycle.RenewAgreement.Outlook;
import io.surety.party.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Starting the approval, amending, suspending, terminating, cancelling, and asking where things stand. */
@RestController
@RequestMapping("/api/agreements/{id}")
@Tag(name = "Lifecycle")
class LifecycleController {

    private final Agreements agreements;
    private final LifecycleRequests requests;
    private final LifeProcess process;
    private final RenewAgreement renewals;
    private final ReadDocument read;

    LifecycleController(
            Agreements agreements,
            LifecycleRequests requests,
            LifeProcess process,
            RenewAgreement renewals,
            ReadDocument read) {
        this.agreements = agreements;
        this.requests = requests;
        this.process = process;
        this.renewals = renewals;
        this.read = read;
    }

    record ReasonRequest(@NotBlank @Size(min = 3, max = 1000) String reason) {}

    /**
     * @param date the first local date on which the agreement is no longer in force
     * @param openClocks {@code cancel} ends the clocks that are open then; else they run off ({@code run})
     */
    record TerminationRequest(
            @NotNull LocalDate date,
            @NotBlank @Size(min = 3, max = 1000) String reason,
            @Nullable @Pattern(regexp = "run|cancel") String openClocks) {}

    record StateView(String version, String state, Instant from, Instant to) {
        static StateView of(Version version) {
            return new StateView(
                    version.ref().toString(),
                    version.state().name(),
                    version.validity().from(),
                    version.validity().to());
        }
    }

    /** @param waiting what the version waits for; empty if its life is over */
    record ProcessView(String version, String state, List<WaitView> waiting) {}

    record WaitView(String process, String activity, String name, @Nullable Instant dueAt, boolean incident) {
        static WaitView of(LifeProcess.Standing standing) {
            return new WaitView(
                    standing.process(), standing.activity(), standing.name(), standing.dueAt(), standing.incident());
        }
    }

    @PostMapping("/approval")
    @Operation(summary = "Start the approval of an agreed version")
    StateView startApproval(@PathVariable String id, Caller caller) {
        return StateView.of(requests.startApproval(id, caller));
    }

    @PostMapping("/amendments")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Draft the next version of what is in force; the body is its document, YAML or JSON")
    StateView amend(@PathVariable String id, @RequestBody byte[] document, Caller caller) {
        agreements.visible(id, caller);
        return StateView.of(requests.amend(id, read.read(document), caller));
    }

    @PostMapping("/suspension")
    @Operation(summary = "Suspend what is in force")
    StateView suspend(@PathVariable String id, @Valid @RequestBody ReasonRequest request, Caller caller) {
        return StateView.of(requests.suspend(id, request.reason(), caller));
    }

    @PostMapping("/resumption")
    @Operation(summary = "Resume what is suspended")
    StateView resume(@PathVariable String id, @Valid @RequestBody ReasonRequest request, Caller caller) {
        return StateView.of(requests.resume(id, request.reason(), caller));
    }

    @PostMapping("/termination")
    @Operation(summary = "Terminate what is in force, keeping the notice")
    StateView terminate(@PathVariable String id, @Valid @RequestBody TerminationRequest request, Caller caller) {
        return StateView.of(requests.terminate(
                id, request.date(), request.reason(), "cancel".equals(request.openClocks()), caller));
    }

    @PostMapping("/cancellation")
    @Operation(summary = "Cancel an approved version before its start, or give up a draft")
    StateView cancel(@PathVariable String id, @Valid @RequestBody ReasonRequest request, Caller caller) {
        return StateView.of(requests.cancel(id, request.reason(), caller));
    }

    @GetMapping("/renewal")
    @Operation(
            summary = "How it goes on at the end: whether it renews itself, until when notice is in time, and a notice",
            description = "For the provider and the customer.")
    Outlook renewal(@PathVariable String id, Caller caller) {
        return renewals.outlook(id, caller);
    }

    @GetMapping("/process")
    @Operation(summary = "Where each version stands in its process, in words")
    List<ProcessView> process(@PathVariable String id, Caller caller) {
        agreements.visible(id, caller);
        return agreements.versions(id).stream()
                .filter(version -> caller.sees(version.parties()))
                .map(this::view)
                .toList();
    }

    private ProcessView view(Version version) {
        VersionRef ref = version.ref();
        return new ProcessView(
                ref.toString(),
                version.state().name(),
                process.standings(ref).stream().map(WaitView::of).toList());
    }
}
