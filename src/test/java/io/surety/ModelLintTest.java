package io.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs bpmnlint over the models, as {@code .bpmnlintrc} says. It needs Node and {@code npm install}; where they are
 * missing it is skipped, but never where the environment says {@code CI=true}.
 */
class ModelLintTest {

    private static final Path LINTER = Path.of("node_modules", "bpmnlint", "bin", "bpmnlint.js");

    @Test
    void theModelsPassTheLinter() throws IOException, InterruptedException {
        boolean installed = Files.exists(LINTER);
        if ("true".equals(System.getenv("CI"))) {
            assertThat(installed).as("npm install has been run").isTrue();
        }
        assumeThat(installed).as("npm install has been run").isTrue();

        List<String> command = new java.util.ArrayList<>(List.of("node", LINTER.toString()));
        try (Stream<Path> models = Files.walk(Path.of("processes"))) {
            models.map(Path::toString).filter(name -> name.endsWith(".bpmn")).forEach(command::add);
        }
        Process lint = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(lint.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(lint.exitValue()).as(answer).isZero();
    }
}
