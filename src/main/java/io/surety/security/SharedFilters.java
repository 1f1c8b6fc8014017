package io.surety.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The filters of Tasklist that everybody shares. They are written here at each start, and nowhere else. */
@Component
class SharedFilters {

    private final FilterService filters;
    private final TaskService tasks;

    SharedFilters(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    /** Writes the three, and deletes whatever else is there. @return their ids */
    List<String> write() {
        Map<String, TaskQuery> wanted = Map.of(
                "Mine", tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"),
                // As a candidate herself or by one of her groups.
                "My groups",
                        tasks.createTaskQuery()
                                .taskCandidateUserExpression("${currentUser()}")
                                .taskUnassigned(),
                "Overdue", tasks.createTaskQuery().dueBeforeExpression("${now()}"));
        for (Filter existing : filters.createFilterQuery().list()) {
            if (!wanted.containsKey(existing.getName())) {
                filters.deleteFilter(existing.getId());
            }
        }
        List<String> ids = new ArrayList<>();
        ids.add(write("Mine", wanted, 10, "#0b5fff", "Tasks that are assigned to me"));
        ids.add(write("My groups", wanted, 20, "#2e7d32", "Tasks that I may claim"));
        ids.add(write("Overdue", wanted, 30, "#c62828", "Tasks whose due date has passed"));
        return ids;
    }

    private String write(String name, Map<String, TaskQuery> queries, int priority, String colour, String description) {
        Filter filter = filters.createFilterQuery().filterName(name).list().stream()
                .findFirst()
                .orElseGet(() -> filters.newTaskFilter(name));
        filter.setQuery(queries.get(name));
        Map<String, Object> properties = new HashMap<>();
        properties.put("priority", priority);
        properties.put("color", colour);
        properties.put("description", description);
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        filter.setProperties(properties);
        return filters.saveFilter(filter).getId();
    }
}
