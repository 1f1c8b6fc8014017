package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.BeforeAll;

/** All process models of the repository, read once, and what is asked of each of them. */
abstract class AllModels {

    final Map<Path, BpmnModelInstance> models = new java.util.TreeMap<>();
    private final Map<Path, String> texts = new java.util.TreeMap<>();
    final Set<String> processes = new TreeSet<>();

    @BeforeAll
    void readsAllModels() throws IOException {
        for (Path file : files(Path.of("processes"), ".bpmn")) {
            BpmnModelInstance model = Bpmn.readModelFromFile(file.toFile());
            models.put(file, model);
            texts.put(file, Files.readString(file));
            all(model, Process.class).forEach(process -> processes.add(process.getId()));
        }
        assertThat(models).isNotEmpty();
    }

    interface Check {
        void on(Path file, BpmnModelInstance model, SoftAssertions softly);
    }

    void each(Check check) {
        SoftAssertions softly = new SoftAssertions();
        models.forEach((file, model) -> check.on(file, model, softly));
        softly.assertAll();
    }

    String text(Path file) {
        return texts.getOrDefault(file, "");
    }

    static <T extends ModelElementInstance> List<T> all(BpmnModelInstance model, Class<T> type) {
        Collection<T> found = model.getModelElementsByType(type);
        return new ArrayList<>(found);
    }

    static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    static List<Path> files(Path root, String ending) {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
