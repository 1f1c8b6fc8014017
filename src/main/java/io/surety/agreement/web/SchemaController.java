package io.surety.agreement.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Agreements")
class SchemaController {

    @GetMapping(path = "/api/schemas/agreement-v1", produces = "application/schema+json")
    @Operation(summary = "The JSON Schema of agreements and templates")
    Resource schema() {
        return new ClassPathResource("schema/agreement-v1.schema.json");
    }
}
