package io.surety.approval.web;

import io.surety.approval.ApprovalHistory;
import io.surety.approval.ApprovalHistory.OpenSeat;
import io.surety.approval.ApprovalHistory.RoundView;
import io.surety.party.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Approvals", description = "Who must approve, who did, and who was spared")
class ApprovalController {

    private final ApprovalHistory history;

    ApprovalController(ApprovalHistory history) {
        this.history = history;
    }

    @GetMapping("/api/agreements/{id}/approvals")
    @Operation(
            summary = "Rounds of approval of an agreement's versions, with steps, votes and who was spared",
            description = "Of the other party only the state of each step is told.")
    List<RoundView> approvals(@PathVariable String id, @Parameter(hidden = true) Caller caller) {
        return history.of(id, caller);
    }

    @GetMapping("/api/approvals/mine")
    @Operation(summary = "Approvals that wait for the caller, the most urgent first")
    List<OpenSeat> mine(@Parameter(hidden = true) Caller caller) {
        return history.mine(caller.person());
    }
}
