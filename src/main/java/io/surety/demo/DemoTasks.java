package io.surety.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tasks of the demo's people, completed over the engine's own interface as Tasklist does it. */
final class DemoTasks {

    private final DemoApi api;
    private final String businessKey;

    /** @param businessKey of the process instance whose tasks they are */
    DemoTasks(DemoApi api, String businessKey) {
        this.api = api;
        this.businessKey = businessKey;
    }

    /** Waits until the task is hers, and completes it. */
    void complete(String person, String element, Map<String, String> fields) {
        DemoWalk.await(
                element + " of " + businessKey, () -> !open(person, element).isEmpty());
        completeAll(person, element, fields);
    }

    /** Completes each of hers that stands there now. */
    void completeAll(String person, String element, Map<String, String> fields) {
        for (JsonNode found : open(person, element)) {
            String task = "/engine-rest/task/" + found.path("id").asText();
            if (found.path("assignee").isNull()) {
                api.post(person, task + "/claim", Map.of("userId", person));
            }
            Map<String, Map<String, String>> variables = fields.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, field -> Map.of("value", field.getValue(), "type", "String")));
            api.post(person, task + "/complete", Map.of("variables", variables));
        }
    }

    List<JsonNode> open(String person, String element) {
        JsonNode found = api.get(
                person,
                "/engine-rest/task?taskDefinitionKey=" + element + "&processInstanceBusinessKey=" + businessKey);
        return StreamSupport.stream(found.spliterator(), false).toList();
    }
}
