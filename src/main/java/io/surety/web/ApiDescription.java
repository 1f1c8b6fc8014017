package io.surety.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The description of our REST API at {@code /v3/api-docs}, and Swagger UI over it. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI api() {
        return new OpenAPI()
                .info(new Info()
                        .title("Surety")
                        .version("0.1")
                        .description("Service level agreements from draft to expiry. Errors are problem details (RFC"
                                + " 9457) of a stable type urn:surety:problem:…, with diagnostics where an input is"
                                + " wrong. A query parameter that an operation does not name, that has no value, or that"
                                + " is given twice where it has one, is refused with 400: unknown-parameter,"
                                + " empty-parameter, duplicate-parameter."))
                .components(new Components()
                        .addSecuritySchemes("password", scheme("basic", "A person's login and password"))
                        .addSecuritySchemes("token", scheme("bearer", "The token of a source, for deliveries only")))
                .addSecurityItem(new SecurityRequirement().addList("password"))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }

    private static SecurityScheme scheme(String name, String description) {
        return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(name).description(description);
    }
}
