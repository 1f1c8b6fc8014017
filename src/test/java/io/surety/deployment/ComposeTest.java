package io.surety.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** There is no Docker where the project is built: what can be known of the files without it is held here. */
class ComposeTest {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");

    /** Of the Compose Specification itself; {@code npm install} brings it with a linter of such files. */
    private static final Path PUBLISHED = Path.of("node_modules", "dclint", "schemas", "compose.schema.json");

    private final JsonNode compose = yaml("docker-compose.yml");

    /** Where Node is missing it is skipped, but never where the environment says {@code CI=true}. */
    @Test
    void followsThePublishedSchema() throws IOException {
        boolean installed = Files.exists(PUBLISHED);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(installed).as("npm install has been run").isTrue();
        }
        assumeThat(installed).as("npm install has been run").isTrue();

        ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(PUBLISHED.toFile());
        schema.remove("$id"); // relative, which the validator does not take
        assertThat(schema.path("title").asText()).isEqualTo("Compose Specification");
        var published =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        assertThat(published.validate(compose)).isEmpty();
        assertThat(published.validate(yaml("src/test/resources/compose/broken.yml")))
                .as("it finds what is wrong")
                .isNotEmpty();
    }

    @Test
    void usesNothingOfTheSpecificationThatWeDoNotKnow() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(getClass().getResourceAsStream("/compose/compose.schema.json"))) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(compose))
                    .isEmpty();
        }
    }

    @Test
    void bringsPostgresMailPrometheusAndTheApplication() {
        assertThat(names(compose.get("services")))
                .containsExactlyInAnyOrder("postgres", "mailpit", "prometheus", "surety");
        assertThat(compose.at("/services/postgres/image").asText()).startsWith("postgres:17");
    }

    @Test
    void namesOnlyServicesVolumesAndSecretsThatItHas() {
        for (JsonNode service : compose.get("services")) {
            assertThat(names(compose.get("services"))).containsAll(names(service.path("depends_on")));
            assertThat(names(compose.get("secrets"))).containsAll(texts(service.path("secrets")));
            for (String volume : texts(service.path("volumes"))) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (source.startsWith("./")) {
                    assertThat(Path.of(source)).exists();
                } else {
                    assertThat(names(compose.get("volumes"))).contains(source);
                }
            }
        }
    }

    @Test
    void givesTheApplicationEveryVariableThatItsProfileNeeds() throws IOException {
        Set<String> needed = variables(Files.readString(Path.of("src/main/resources/application-postgres.yaml")));
        needed.remove("SURETY_ADDRESS");

        assertThat(names(compose.at("/services/surety/environment"))).containsAll(needed);
    }

    @Test
    void setsNoVariableThatTheApplicationDoesNotRead() throws IOException {
        Set<String> read = variables(Files.readString(Path.of("src/main/resources/application-postgres.yaml")));
        Set<String> properties = suretyProperties();
        for (String variable : names(compose.at("/services/surety/environment"))) {
            boolean known = read.contains(variable)
                    || variable.equals("SPRING_PROFILES_ACTIVE")
                    || properties.contains(variable);
            assertThat(known).as("the application reads %s", variable).isTrue();
        }
    }

    /** The properties of our own settings classes, as the environment variables that set them. */
    private static Set<String> suretyProperties() throws IOException {
        Pattern prefix = Pattern.compile("@ConfigurationProperties\\(\"([a-z.-]+)\"\\)");
        Pattern component = Pattern.compile("\\b[A-Z][A-Za-z.<>]*\\s+([a-z][A-Za-z]*)\\s*[,)]|\\bint ([a-z]\\w*)");
        Set<String> found = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(path -> path.toString().endsWith("Settings.java"))
                    .toList()) {
                String text = Files.readString(source);
                Matcher settings = prefix.matcher(text);
                if (settings.find()) {
                    component
                            .matcher(text.substring(text.indexOf("record ")))
                            .results()
                            .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                            .map(name -> ConfigurationPropertyName.adapt(settings.group(1) + "." + name, '.')
                                    .toString()
                                    .replaceAll("[-.]", "_"))
                            .map(name -> name.toUpperCase(Locale.ROOT))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    @Test
    void connectsToPortsThatTheServicesHave() throws IOException {
        assertThat(compose.at("/services/surety/environment/SURETY_DB_URL").asText())
                .startsWith("jdbc:postgresql://postgres:5432/"
                        + compose.at("/services/postgres/environment/POSTGRES_DB")
                                .asText());
        assertThat(compose.at("/services/surety/environment/SURETY_DB_USER").asText())
                .isEqualTo(compose.at("/services/postgres/environment/POSTGRES_USER")
                        .asText());
        assertThat(compose.at("/services/surety/environment/SURETY_DB_PASSWORD").asText())
                .isEqualTo(compose.at("/services/postgres/environment/POSTGRES_PASSWORD")
                        .asText());
        assertThat(compose.at("/services/surety/environment/SURETY_MAIL_HOST").asText())
                .isEqualTo("mailpit");
        String port =
                yaml("src/main/resources/application.yaml").at("/server/port").asText();
        assertThat(texts(compose.at("/services/surety/ports"))).allMatch(mapping -> mapping.endsWith(":" + port));
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("EXPOSE " + port);
        assertThat(yaml("docker/prometheus.yml")
                        .at("/scrape_configs/0/static_configs/0/targets/0")
                        .asText())
                .isEqualTo("surety:" + port);
    }

    @Test
    void comparesTextsAsTheEmbeddedDatabaseDoes() throws IOException {
        Matcher embedded = Pattern.compile("encoding '(.+?)' locale_provider (\\w+) builtin_locale '(.+?)'")
                .matcher(Files.readString(Path.of("src/main/java/io/surety/database/EmbeddedDatabase.java")));

        assertThat(embedded.find()).isTrue();
        assertThat(compose.at("/services/postgres/environment/POSTGRES_INITDB_ARGS")
                        .asText())
                .isEqualTo("--encoding=%s --locale-provider=%s --builtin-locale=%s"
                        .formatted(embedded.group(1), embedded.group(2), embedded.group(3)));
    }

    @Test
    void publishesOnLoopbackOnly() {
        for (JsonNode service : compose.get("services")) {
            assertThat(texts(service.path("ports"))).allMatch(mapping -> mapping.startsWith("127.0.0.1:"));
        }
    }

    @Test
    void letsPrometheusReadItsPasswordFromItsSecret() {
        String file = yaml("docker/prometheus.yml")
                .at("/scrape_configs/0/basic_auth/password_file")
                .asText();
        String secret = file.substring("/run/secrets/".length());

        assertThat(texts(compose.at("/services/prometheus/secrets"))).contains(secret);
        assertThat(compose.at("/secrets/" + secret + "/environment").asText()).isEqualTo("SURETY_METRICS_PASSWORD");
    }

    @Test
    void asksForEveryPassword() throws IOException {
        assertThat(Files.readString(Path.of("docker-compose.yml")))
                .contains("${SURETY_DB_PASSWORD:?", "${SURETY_ADMIN_PASSWORD:?", "${SURETY_METRICS_PASSWORD:?");
    }

    @Test
    void copiesIntoTheImageWhatThereIs() throws IOException {
        for (String line : Files.readAllLines(Path.of("Dockerfile"))) {
            if (line.startsWith("COPY ") && !line.contains("--from")) {
                String[] words = line.split(" ");
                for (int i = 1; i < words.length - 1; i++) {
                    assertThat(Path.of(words[i])).exists();
                }
            }
        }
    }

    private static Set<String> variables(String text) {
        return VARIABLE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode yaml(String file) {
        try {
            ObjectMapper mapper = new YAMLMapper();
            return mapper.readTree(Path.of(file).toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
