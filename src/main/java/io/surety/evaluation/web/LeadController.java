package io.surety.evaluation.web;

import io.surety.evaluation.GradeLead;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/leads")
@Tag(name = "Leads", description = "What a sales lead is worth")
class LeadController {

    private final GradeLead gradeLead;

    LeadController(GradeLead gradeLead) {
        this.gradeLead = gradeLead;
    }

    /** @param seniority of the contact */
    record LeadRequest(@NotBlank @Size(max = 100) String segment, @NotBlank @Size(max = 100) String seniority) {}

    @PostMapping("/grade")
    @Operation(summary = "Grade a lead by its segment and the seniority of its contact")
    GradeLead.Grade grade(@Valid @RequestBody LeadRequest lead) {
        return gradeLead.grade(lead.segment(), lead.seniority());
    }
}
