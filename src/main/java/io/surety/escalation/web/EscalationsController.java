package io.surety.escalation.web;

import io.surety.escalation.AnswerEscalation;
import io.surety.escalation.EscalationId;
import io.surety.escalation.EscalationProcess;
import io.surety.escalation.EscalationState;
import io.surety.escalation.ReadEscalations;
import io.surety.party.Caller;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/escalations")
@Tag(name = "Escalations", description = "Who is called about a breach, and who took it on")
class EscalationsController {

    private final ReadEscalations escalations;
    private final AnswerEscalation answer;
    private final EscalationProcess process;
    private final TimeSource time;

    EscalationsController(
            ReadEscalations escalations, AnswerEscalation answer, EscalationProcess process, TimeSource time) {
        this.escalations = escalations;
        this.answer = answer;
        this.process = process;
        this.time = time;
    }

    record AcknowledgementRequest(@Nullable @Size(max = 2000) String note) {}

    record ResolutionRequest(@NotBlank @Size(max = 2000) String note) {}

    @GetMapping
    @Operation(
            summary = "Escalations of my agreements and those I was told of, newest first",
            description = "state: open (acknowledged or not), acknowledged, resolved, lapsed; none for all")
    List<EscalationView> list(@RequestParam @Nullable String state, Caller caller) {
        return escalations.visibleTo(caller, states(state)).stream()
                .map(EscalationView::of)
                .toList();
    }

    private static @Nullable List<EscalationState> states(@Nullable String word) {
        if (word == null) {
            return null;
        }
        if (word.equals("open")) {
            return List.of(EscalationState.OPEN, EscalationState.ACKNOWLEDGED);
        }
        return Arrays.stream(EscalationState.values())
                .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .map(List::of)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.MALFORMED,
                        "unknown-state",
                        "state is one of open, acknowledged, resolved, lapsed"));
    }

    @GetMapping("/missed")
    @Operation(summary = "What was due to be told more than a minute ago and was not (administrators)")
    List<ReadEscalations.Missed> missed(Caller caller) {
        if (!caller.administrator()) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "administrators-only", "this is the administrators' audit");
        }
        return escalations.missed(time.now());
    }

    @GetMapping("/{id}")
    @Operation(summary = "One escalation with its items, and, for the side that owes the term, who was told")
    EscalationDetailsView one(@PathVariable UUID id, Caller caller) {
        return EscalationDetailsView.of(escalations.visible(new EscalationId(id), caller));
    }

    @PostMapping("/{id}/acknowledgement")
    @Operation(
            summary = "I take it on: the ladder stops until my acknowledgement runs out",
            description = "The same as completing the task; 409 already-acknowledged if somebody else was first")
    EscalationDetailsView acknowledge(
            @PathVariable UUID id,
            @Valid @RequestBody(required = false) @Nullable AcknowledgementRequest request,
            Caller caller) {
        EscalationId escalation = new EscalationId(id);
        escalations.visible(escalation, caller);
        String note =
                request == null || request.note() == null ? "" : request.note().strip();
        if (!process.completeAcknowledgement(escalation, caller.person(), note)) {
            // between two jobs, or before anybody was told, there is no task
            answer.acknowledge(escalation, caller.person(), note, false);
            process.wake(escalation);
        }
        return EscalationDetailsView.of(escalations.visible(escalation, caller));
    }

    @PostMapping("/{id}/resolution")
    @Operation(summary = "It is done: everybody who was told hears of it")
    EscalationDetailsView resolve(@PathVariable UUID id, @Valid @RequestBody ResolutionRequest request, Caller caller) {
        EscalationId escalation = new EscalationId(id);
        escalations.visible(escalation, caller);
        if (!process.completeResolution(
                escalation, caller.person(), request.note().strip())) {
            answer.resolve(escalation, caller.person(), request.note().strip());
            process.end(escalation);
        }
        return EscalationDetailsView.of(escalations.visible(escalation, caller));
    }
}
