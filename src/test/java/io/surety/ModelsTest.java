package io.surety;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Event;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How a process model is named, drawn, saved and repeated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsTest extends AllModels {

    /** "About 20": what is more is cut by a call activity. */
    private static final int MOST_NODES = 25;

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
}
