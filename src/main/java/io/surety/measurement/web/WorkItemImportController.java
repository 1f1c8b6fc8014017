package io.surety.measurement.web;

import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.intake.DeliveryRights;
import io.surety.measurement.intake.ImportMapping;
import io.surety.measurement.intake.ImportTable;
import io.surety.measurement.intake.Imports;
import io.surety.measurement.intake.IntakeAnswer;
import io.surety.measurement.intake.Mappings;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.Role;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/work-items")
@Tag(name = "Measurements")
class WorkItemImportController {

    private static final int LONGEST_MAPPING = 64 * 1024;
    private static final int MOST_LISTED = 100;

    private static final String MAPPING = "the name of a mapping";
    private static final String SOURCE = "in place of the mapping's";
    private static final String ATTRIBUTE = "name:value that all items get, any number of them";
    private static final String TELL_PEOPLE = "true or false, in place of the mapping's";

    private final ImportTable table;
    private final Mappings mappings;
    private final Imports imports;
    private final Sources sources;
    private final Parties parties;
    private final RightsOfRequest rights;
    private final RequestBytes bytes;

    WorkItemImportController(
            ImportTable table,
            Mappings mappings,
            Imports imports,
            Sources sources,
            Parties parties,
            RightsOfRequest rights,
            RequestBytes bytes) {
        this.table = table;
        this.mappings = mappings;
        this.imports = imports;
        this.sources = sources;
        this.parties = parties;
        this.rights = rights;
        this.bytes = bytes;
    }

    /** @param id under which the answer can be read again */
    record ImportView(UUID id, String source, String mapping, IntakeAnswer answer) {}

    @PostMapping(path = "/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Imports work items from a table",
            description =
                    "Parts: file, and mapping: the name of a mapping, or one in YAML or JSON. attribute=name:value"
                            + " gives all items an attribute, such as the service. The parameters may be parts as well;"
                            + " other parts are refused. Importing a file twice changes nothing.")
    @Parameter(name = "mapping", in = ParameterIn.QUERY, description = MAPPING)
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SOURCE)
    @Parameter(
            name = "attribute",
            in = ParameterIn.QUERY,
            description = ATTRIBUTE,
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "tellPeople", in = ParameterIn.QUERY, description = TELL_PEOPLE)
    ImportView importFile(HttpServletRequest request, @Nullable Authentication login)
            throws IOException, ServletException {
        DeliveryRights of = rights.of(login);
        ImportOptions.refuseOtherParts(request.getParts());
        ImportOptions options = ImportOptions.of(request);
        Part file = request.getPart("file");
        if (file == null) {
            throw new Refusal(Refusal.Kind.MALFORMED, "part-missing", "the part named file is missing");
        }
        Part mapping = request.getPart("mapping");
        String named = mapping == null ? options.mappingName() : text(mapping).strip();
        try (InputStream in = file.getInputStream()) {
            return run(in, named, options, of);
        }
    }

    @PostMapping(path = "/imports", consumes = "text/csv")
    @Operation(summary = "Imports work items from a table that is the body, by a mapping that is named")
    @Parameter(name = "mapping", in = ParameterIn.QUERY, description = MAPPING)
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SOURCE)
    @Parameter(
            name = "attribute",
            in = ParameterIn.QUERY,
            description = ATTRIBUTE,
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(name = "tellPeople", in = ParameterIn.QUERY, description = TELL_PEOPLE)
    ImportView importBody(HttpServletRequest request, @Nullable Authentication login) throws IOException {
        DeliveryRights of = rights.of(login);
        ImportOptions options = ImportOptions.of(request);
        return run(bytes.ofTable(request), options.mappingName(), options, of);
    }

    private ImportView run(InputStream file, String mapping, ImportOptions options, DeliveryRights of) {
        boolean isName = mapping.matches(RecordIds.LABEL);
        ImportMapping read = mappings.read(isName ? mappings.text(mapping, of.organisations()) : mapping)
                .with(options.attributes());
        String source = options.source() == null ? read.source() : options.source();
        if (source == null || !of.mayDeliver(source)) {
            throw Refusal.notFound(source == null ? "the source, which neither request nor mapping name," : source);
        }
        String name = isName ? mapping : "of the request";
        UUID id = imports.start(source, name, of.by());
        boolean tellPeople = options.tellPeople() == null ? read.tellPeople() : options.tellPeople();
        IntakeAnswer answer = table.take(file, read, source, tellPeople, of.by());
        imports.finish(id, answer);
        return new ImportView(id, source, name, TakeRequests.answered(answer));
    }

    private static String text(Part part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            byte[] text = in.readNBytes(LONGEST_MAPPING + 1);
            return new String(text, StandardCharsets.UTF_8);
        }
    }

    @GetMapping("/imports")
    @Operation(summary = "The latest imports into the sources that I own, with their answers")
    List<Imports.Entry> list(Caller caller) {
        List<String> mine = sources.visibleTo(caller).stream()
                .filter(s -> caller.administrator() || caller.organisations().contains(s.owner()))
                .map(Source::id)
                .toList();
        return imports.of(mine, MOST_LISTED);
    }

    @PutMapping(
            path = "/mappings/{name}",
            consumes = {"application/yaml", "application/x-yaml", MediaType.APPLICATION_JSON_VALUE})
    @Operation(summary = "Keeps a mapping under a name, for my organisation")
    ImportMapping store(@PathVariable String name, @RequestBody String text, Caller caller) {
        if (!caller.holds(Role.SERVICE_LEVEL_MANAGER)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "role-needed", "this needs the role " + Role.SERVICE_LEVEL_MANAGER);
        }
        Person person = parties.person(caller.person())
                .orElseThrow(() -> Refusal.notFound("a person for the login " + caller.person()));
        mappings.store(person.organisation(), name, text, caller.person());
        return mappings.read(text);
    }

    @GetMapping(path = "/mappings/{name}", produces = "application/yaml")
    @Operation(summary = "A mapping of my organisation, or one that ships with Surety")
    String mapping(@PathVariable String name, Caller caller) {
        return mappings.text(name, caller.organisations());
    }
}
