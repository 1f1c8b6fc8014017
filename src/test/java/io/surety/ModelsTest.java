package io.surety;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.workflow.ProcessBean;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.ThrowEvent;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/** What every process model keeps, so that nothing breaks only when an instance reaches it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsTest {

    /** "About 20": what is more is cut by a call activity. */
    private static final int MOST_NODES = 25;

    private static final Pattern BEAN_EXPRESSION = Pattern.compile("[$#]\\{\\s*!?([a-z]\\w*)\\.\\w+\\(");
    private static final Set<String> ENGINE_NAMES = Set.of("execution", "task");

    private final Map<Path, BpmnModelInstance> models = new java.util.TreeMap<>();
    private final Map<Path, String> texts = new java.util.TreeMap<>();
    private final Set<String> processes = new TreeSet<>();

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

    @Test
    void aModelIsNamedAfterItsOneProcessAndForgetsItsHistory() {
        each((file, model, softly) -> {
            List<Process> own = all(model, Process.class);
            softly.assertThat(own).as("%s: processes", file).hasSize(1);
            softly.assertThat(own.get(0).getId() + ".bpmn")
                    .as("%s", file)
                    .isEqualTo(file.getFileName().toString());
            softly.assertThat(own.get(0).isExecutable())
                    .as("%s: executable", file)
                    .isTrue();
            softly.assertThat(own.get(0).getCamundaHistoryTimeToLiveString())
                    .as("%s: history time to live", file)
                    .isEqualTo("P365D");
        });
    }

    @Test
    void anElementIsNamedAfterItsType() {
        each((file, model, softly) -> {
            for (FlowNode node : all(model, FlowNode.class)) {
                softly.assertThat(node.getId()).as("%s", file).matches(prefix(node) + "_[a-z][A-Za-z0-9]*");
                if (!(node instanceof Gateway)) {
                    softly.assertThat(node.getName())
                            .as("%s: label of %s", file, node.getId())
                            .isNotBlank();
                }
            }
            for (SequenceFlow flow : all(model, SequenceFlow.class)) {
                softly.assertThat(flow.getId()).as("%s", file).matches("flow_[a-z][A-Za-z0-9]*");
            }
        });
    }

    @Test
    void aSplitAsksAQuestionAndItsFlowsAnswerIt() {
        each((file, model, softly) -> {
            for (ExclusiveGateway gateway : all(model, ExclusiveGateway.class)) {
                if (gateway.getOutgoing().size() > 1) {
                    softly.assertThat(gateway.getName())
                            .as("%s: label of %s", file, gateway.getId())
                            .endsWith("?");
                    gateway.getOutgoing().forEach(flow -> softly.assertThat(flow.getName())
                            .as("%s: label of %s", file, flow.getId())
                            .isNotBlank());
                }
            }
        });
    }

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

    @Test
    void aSavePointSaysHowItIsRetried() {
        each((file, model, softly) -> {
            for (FlowNode node : all(model, FlowNode.class)) {
                boolean job = node.isCamundaAsyncBefore()
                        || !(node instanceof EventBasedGateway) && node.isCamundaAsyncAfter()
                        || node.getChildElementsByType(TimerEventDefinition.class)
                                        .size()
                                > 0;
                if (job) {
                    softly.assertThat(hasRetryCycle(node))
                            .as("%s: retry cycle of %s", file, node.getId())
                            .isTrue();
                }
            }
            for (MultiInstanceLoopCharacteristics loop : all(model, MultiInstanceLoopCharacteristics.class)) {
                if (loop.isCamundaAsyncAfter() || loop.isCamundaAsyncBefore()) {
                    softly.assertThat(hasRetryCycle(loop))
                            .as("%s: retry cycle of a loop", file)
                            .isTrue();
                }
            }
        });
    }

    @Test
    void aProcessStartsBehindASavePoint() {
        each((file, model, softly) -> {
            for (StartEvent start : all(model, Process.class).get(0).getChildElementsByType(StartEvent.class)) {
                boolean saved = start.isCamundaAsyncBefore()
                        || start.getOutgoing().stream()
                                .allMatch(flow -> flow.getTarget().isCamundaAsyncBefore());
                softly.assertThat(saved)
                        .as("%s: a save point at or right after %s", file, start.getId())
                        .isTrue();
            }
        });
    }

    @Test
    void everythingIsDrawnAndEventSubProcessesAreDrawnOpen() {
        each((file, model, softly) -> {
            Map<String, BpmnShape> shapes = all(model, BpmnShape.class).stream()
                    .filter(shape -> shape.getBpmnElement() != null)
                    .collect(Collectors.toMap(shape -> shape.getBpmnElement().getId(), shape -> shape));
            Set<String> edges = all(model, BpmnEdge.class).stream()
                    .map(edge -> edge.getBpmnElement().getId())
                    .collect(Collectors.toSet());
            for (FlowNode node : all(model, FlowNode.class)) {
                softly.assertThat(shapes).as("%s: drawn", file).containsKey(node.getId());
                if (node instanceof SubProcess && shapes.containsKey(node.getId())) {
                    softly.assertThat(shapes.get(node.getId()).isExpanded())
                            .as("%s: %s is drawn open", file, node.getId())
                            .isTrue();
                }
            }
            all(model, SequenceFlow.class)
                    .forEach(flow ->
                            softly.assertThat(edges).as("%s: drawn", file).contains(flow.getId()));
        });
    }

    @Test
    void aDiagramCanBeRead() {
        each((file, model, softly) -> {
            long nodes = all(model, FlowNode.class).stream()
                    .filter(node -> node.getParentElement() instanceof Process)
                    .count();
            softly.assertThat(nodes).as("%s: nodes beside each other", file).isLessThanOrEqualTo(MOST_NODES);
        });
    }

    @Test
    void noModelScriptsOrRepeatsByItself() {
        each((file, model, softly) -> {
            softly.assertThat(text(file))
                    .as("%s", file)
                    .doesNotContain(
                            "<bpmn:scriptTask", "camunda:script", "camunda:class=", "timeCycle>", "<bpmn:timeCycle")
                    .doesNotContainPattern("camunda:(topic|type)=\"")
                    .doesNotContainPattern(">P\\d+W<");
        });
    }

    private interface Check {
        void on(Path file, BpmnModelInstance model, SoftAssertions softly);
    }

    private void each(Check check) {
        SoftAssertions softly = new SoftAssertions();
        models.forEach((file, model) -> check.on(file, model, softly));
        softly.assertAll();
    }

    private String text(Path file) {
        return texts.getOrDefault(file, "");
    }

    private static <T extends ModelElementInstance> List<T> all(BpmnModelInstance model, Class<T> type) {
        Collection<T> found = model.getModelElementsByType(type);
        return new ArrayList<>(found);
    }

    private static String prefix(FlowNode node) {
        if (node instanceof StartEvent) {
            return "startEvent";
        }
        if (node instanceof EndEvent) {
            return "endEvent";
        }
        if (node instanceof Event) {
            return "event";
        }
        if (node instanceof Gateway) {
            return "gateway";
        }
        if (node instanceof SubProcess) {
            return "subProcess";
        }
        String type = node.getElementType().getTypeName();
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1);
    }

    private static boolean hasRetryCycle(ModelElementInstance element) {
        return element.getModelInstance().getModelElementsByType(CamundaFailedJobRetryTimeCycle.class).stream()
                .anyMatch(cycle -> {
                    ModelElementInstance extensions = cycle.getParentElement();
                    return extensions != null && element.equals(extensions.getParentElement());
                });
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

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MatchResult> matches(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static List<Path> files(Path root, String ending) {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(path -> path.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
