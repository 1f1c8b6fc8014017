package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.workflow.ProcessBean;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What a process model refers to is there, so that nothing breaks only when an instance reaches it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelReferencesTest extends AllModels {

    private static final Pattern BEAN_EXPRESSION = Pattern.compile("[$#]\\{\\s*!?([a-z]\\w*)\\.\\w+\\(");
    private static final Set<String> ENGINE_NAMES = Set.of("execution", "task");

    @Test
    void aServiceTaskHasItsDelegateAndAListenerItsClass() {
        each((file, model, softly) -> {
            for (ServiceTask task : all(model, ServiceTask.class)) {
                String stem = task.getId().substring("serviceTask_".length());
                softly.assertThat(task.getCamundaDelegateExpression())
                        .as("%s: %s", file, task.getId())
                        .isEqualTo("${" + stem + "Delegate}");
            }
            for (MatchResult bean : matches("delegateExpression=\"\\$\\{(\\w+)\\}\"", text(file))) {
                softly.assertThat(sourceOf(bean.group(1)))
                        .as("%s: class of %s in a process package", file, bean.group(1))
                        .isPresent();
            }
        });
    }

    @Test
    void anExpressionNamesOnlyBeansThatModelsMayCall() {
        Map<String, Class<?>> beans = processBeans();
        each((file, model, softly) -> {
            for (MatchResult expression :
                    BEAN_EXPRESSION.matcher(text(file)).results().toList()) {
                String name = expression.group(1);
                if (!ENGINE_NAMES.contains(name)) {
                    softly.assertThat(beans).as("%s: process bean", file).containsKey(name);
                }
            }
        });
        beans.forEach((name, type) -> assertThat(Modifier.isPublic(type.getModifiers()))
                .as("the expression language calls public classes only: " + name)
                .isTrue());
    }

    @Test
    void aUserTaskHasItsFormAndIsASavePoint() throws IOException {
        Set<String> forms = files(Path.of("forms"), ".form").stream()
                .map(form -> form.getFileName().toString().replace(".form", ""))
                .collect(Collectors.toSet());
        each((file, model, softly) -> {
            for (UserTask task : all(model, UserTask.class)) {
                String kebab = kebab(task.getId().substring("userTask_".length()));
                softly.assertThat(task.getCamundaFormRef())
                        .as("%s: form of %s", file, task.getId())
                        .isEqualTo(kebab);
                softly.assertThat(task.getCamundaFormRefBinding())
                        .as("%s: binding of %s", file, task.getId())
                        .isEqualTo("deployment");
                softly.assertThat(forms).as("%s", file).contains(kebab);
                boolean loopSaves = task.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
                        && loop.isCamundaAsyncAfter();
                softly.assertThat(task.isCamundaAsyncAfter() || loopSaves)
                        .as("%s: asyncAfter of %s", file, task.getId())
                        .isTrue();
            }
        });
    }

    @Test
    void aFormIsCalledAsItsFileAndReadByTheBundledViewer() throws IOException {
        for (Path form : files(Path.of("forms"), ".form")) {
            assertThat(Files.readString(form))
                    .as("%s", form)
                    .containsPattern(
                            "\"id\"\\s*:\\s*\"" + form.getFileName().toString().replace(".form", "") + "\"")
                    .containsPattern("\"schemaVersion\"\\s*:\\s*16");
        }
    }

    @Test
    void whatIsCalledIsThere() throws IOException {
        Set<String> decisions = new TreeSet<>();
        for (Path file : files(Path.of("processes"), ".dmn")) {
            var table = Dmn.readModelFromFile(file.toFile());
            for (Decision decision : table.getModelElementsByType(Decision.class)) {
                decisions.add(decision.getId());
                assertThat(decision.getCamundaHistoryTimeToLiveString())
                        .as("%s", file)
                        .isEqualTo("P365D");
            }
        }
        each((file, model, softly) -> {
            for (BusinessRuleTask task : all(model, BusinessRuleTask.class)) {
                softly.assertThat(decisions).as("%s: %s", file, task.getId()).contains(task.getCamundaDecisionRef());
            }
            for (CallActivity call : all(model, CallActivity.class)) {
                softly.assertThat(processes).as("%s: %s", file, call.getId()).contains(call.getCalledElement());
            }
        });
    }

    @Test
    void aThrownErrorIsCaught() throws IOException {
        Set<String> thrown = new TreeSet<>();
        Set<String> caught = new TreeSet<>();
        models.values().forEach(model -> all(model, ErrorEventDefinition.class).forEach(definition -> {
            Set<String> codes = definition.getParentElement() instanceof ThrowEvent ? thrown : caught;
            codes.add(definition.getError() == null ? "" : definition.getError().getErrorCode());
        }));
        for (Path source : files(Path.of("src/main/java"), ".java")) {
            matches("new BpmnError\\(\\s*\"([^\"]+)\"", Files.readString(source))
                    .forEach(m -> thrown.add(m.group(1)));
        }
        assertThat(caught).containsAll(thrown);
    }

    /** The source of a delegate or listener, by the name of its bean. */
    private static java.util.Optional<Path> sourceOf(String bean) {
        String name = Character.toUpperCase(bean.charAt(0)) + bean.substring(1) + ".java";
        Predicate<Path> isIt = path -> path.endsWith(Path.of("process", name));
        return files(Path.of("src/main/java"), ".java").stream().filter(isIt).findFirst();
    }

    private static Map<String, Class<?>> processBeans() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ProcessBean.class));
        return scanner.findCandidateComponents("io.surety").stream()
                .map(definition -> type(String.valueOf(definition.getBeanClassName())))
                .collect(Collectors.toMap(
                        type -> Character.toLowerCase(type.getSimpleName().charAt(0))
                                + type.getSimpleName().substring(1),
                        type -> type));
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
