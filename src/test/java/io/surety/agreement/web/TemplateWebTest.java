package io.surety.agreement.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.agreement.Templates;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.testing.WholeApplicationTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Who makes templates, sees them, and makes agreements from them. */
@WholeApplicationTest
class TemplateWebTest extends AgreementWebScene {

    @Autowired
    private Templates templates;

    @Autowired
    private Parties parties;

    @Test
    void anAgreementIsMadeFromATemplate() throws Exception {
        String of = "template-" + name;
        keep(template(of, "PT4H"), "provider").andExpect(status().isCreated());
        as("customer", get("/api/templates/" + of))
                .andExpect(jsonPath("$.template.placeholders[0].name").value("respond"))
                .andExpect(jsonPath("$.template.organisation").value("provider-" + n))
                .andExpect(jsonPath("$.document.kind").value("Template"));

        String path = "/api/templates/" + of + "/agreements";
        as("customer", post(path).contentType("application/json").content(values("PT5H")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("creation-constraint"));
        as("customer", post(path).contentType("application/json").content(values("PT2H")))
                .andExpect(status().isCreated());
        String made =
                agreements.content(agreements.newest(name).orElseThrow().hash()).orElseThrow();
        as(
                        "customer",
                        post("/api/agreements")
                                .contentType("application/json")
                                .content(
                                        made.replace("PT2H", "PT6H").replace("\"" + name + "\"", "\"" + name + "-b\"")))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.diagnostics[0].code").value("creation-constraint"));
        ContentHash hash = templates.visible(of, caller("customer")).template().hash();
        assertThat(made).contains("\"template\":\"" + hash + "\"");
        assertThat(new ObjectMapper()
                        .readTree(templates.withValuesOf(hash, made).orElseThrow())
                        .get("spec"))
                .as("what the approval matrix compares it with")
                .isEqualTo(new ObjectMapper().readTree(made).get("spec"));
        assertThat(text(page("customer", "/agreements/" + name)))
                .contains("/templates/" + of)
                .contains("made from the template Desk");
        assertThat(text(page("customer", "/templates"))).contains(of).contains("provider-" + n);
        assertThat(text(page("customer", "/templates/" + of)))
                .contains("respond")
                .contains("POST /api/templates/" + of + "/agreements")
                .contains("kind: &quot;Template&quot;")
                .doesNotContain("??");
    }

    @Test
    void aTemplateIsThereForItsOwnersItsUnitsAndThePartiesThatItNames() throws Exception {
        String of = "template-" + name;
        keep(template(of, "PT4H"), "provider").andExpect(status().isCreated());

        for (String who : new String[] {"provider", "clerk", "unit", "customer"}) {
            as(who, get("/api/templates/" + of)).andExpect(status().isOk());
            as(who, get("/api/templates")).andExpect(jsonPath("$[*].name", hasItem(of)));
        }
        as("stranger", get("/api/templates/" + of)).andExpect(status().isNotFound());
        as("stranger", get("/api/templates")).andExpect(jsonPath("$[*].name", not(hasItem(of))));
        as(
                        "stranger",
                        post("/api/templates/" + of + "/agreements")
                                .contentType("application/json")
                                .content(values("PT2H")))
                .andExpect(status().isNotFound());
        page("stranger", "/templates/" + of).andExpect(status().isNotFound());
        as(
                        "clerk",
                        post("/api/templates/" + of + "/agreements")
                                .contentType("application/json")
                                .content(values("PT2H")))
                .andExpect(status().isForbidden());
        assertThat(agreements.newest(name)).isEmpty();
    }

    @Test
    void scriptInATemplateIsShownAsText() throws Exception {
        String script = "<script>alert(2)</script>";
        String hostile = template("template-" + name, "PT4H")
                .replace("title: Desk", "title: \"" + script + "\"")
                .replace("{name: respond, ", "{name: respond, description: \"" + script + "\", default: PT3H, ")
                .replace("description: help desk", "description: \"" + script + "\"");
        keep(hostile, "provider").andExpect(status().isCreated());

        for (String path : new String[] {"/templates", "/templates/template-" + name}) {
            assertThat(text(page("customer", path).andExpect(status().isOk())))
                    .doesNotContain(script)
                    .contains("&lt;script&gt;alert(2)&lt;/script&gt;");
        }
    }

    @Test
    void onlyItsOwnersServiceLevelManagersChangeATemplate() throws Exception {
        String of = "template-" + name;
        keep(template(of, "PT4H"), "clerk")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:role-needed"));
        keep(template(of, "PT4H"), "provider").andExpect(status().isCreated());

        for (String who : new String[] {"clerk", "unit", "customer"}) {
            keep(template(of, "PT8H"), who).andExpect(status().isForbidden());
        }
        keep(template(of, "PT8H"), "stranger")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.type").value("urn:surety:problem:name-taken"));
        keep(template(of, "PT8H"), "stranger", "provider-" + n).andExpect(status().isNotFound());
        as("provider", get("/api/templates/" + of))
                .andExpect(jsonPath("$.document.constraints[0].range.atMost").value("PT4H"));
        keep(template(of, "PT8H"), "provider").andExpect(status().isCreated());
        as("provider", get("/api/templates/" + of))
                .andExpect(jsonPath("$.document.constraints[0].range.atMost").value("PT8H"));
        keep(template(of + "-unit", "PT8H"), "provider", "unit-" + n)
                .andExpect(jsonPath("$.organisation").value("unit-" + n));
    }

    private String template(String of, String most) {
        return """
                apiVersion: surety/v1
                kind: Template
                metadata: {name: %s, title: Desk}
                placeholders: [{name: respond, example: PT1H}]
                constraints: [{id: time, range: {path: /spec/terms/respond/targets/all/within, atMost: %s}}]
                spec:
                  type: SLA
                  scope: customer
                  parties: [{id: provider-%s, role: provider}, {id: customer-%s, role: customer}]
                  period: {start: "2026-01-01", end: "2027-01-01", zone: UTC, calendar: office, notice: P30D}
                  services: [{id: desk, description: help desk}]
                  calendars: [{id: office, zone: UTC, windows: [{days: [MO], from: "08:00", to: "18:00"}]}]
                  sources: [{id: tickets, kind: work-items, complete: watermark}]
                  terms:
                    - id: respond
                      service: desk
                      obligated: provider
                      measure: {kind: duration, of: work-item, source: tickets, start: {event: created}, stop: {leaves: {state: [New]}}}
                      targets: [{id: all, calendar: office, within: "${respond}"}]
                """
                .formatted(of, most, n, n);
    }

    private Caller caller(String who) {
        return parties.caller(new PersonId(who + "." + n));
    }

    private ResultActions keep(String template, String who, String... organisation) throws Exception {
        MockHttpServletRequestBuilder request =
                post("/api/templates").contentType("application/yaml").content(template);
        for (String one : organisation) {
            request.param("organisation", one);
        }
        return as(who, request);
    }

    private String values(String respond) {
        return "{\"name\": \"" + name + "\", \"values\": {\"respond\": \"" + respond + "\"}}";
    }
}
