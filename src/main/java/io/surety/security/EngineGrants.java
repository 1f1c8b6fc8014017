package io.surety.security;

import static io.surety.workflow.Grant.ALL;

import io.surety.workflow.Grant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.camunda.bpm.engine.authorization.BatchPermissions;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.SystemPermissions;

/**
 * All grants of the engine that are not made by a task for its candidates.
 *
 * <p>Everybody works in Tasklist with the shared filters and may see the models; her tasks she gets by being candidate.
 * Operators see in Cockpit where instances stand and repeat failed jobs, but read no variable and no task, because those
 * belong to the parties. An administrator reads everything and decides nothing: she neither completes tasks nor changes
 * variables. Nobody holds CREATE or UPDATE on filters: their queries may call beans.
 */
final class EngineGrants {

    private static final String OPERATOR = ".operator";

    private EngineGrants() {}

    static List<Grant> wanted(Collection<String> sharedFilters, boolean openForOneStart) {
        List<Grant> grants = new ArrayList<>();
        grants.add(Grant.to(ALL, Resources.APPLICATION, "tasklist", Permissions.ACCESS));
        grants.add(Grant.to(ALL, Resources.PROCESS_DEFINITION, ALL, ProcessDefinitionPermissions.READ));
        sharedFilters.forEach(id -> grants.add(Grant.to(ALL, Resources.FILTER, id, Permissions.READ)));
        administrators(grants);
        if (openForOneStart) {
            openedForOneStart(grants);
        }
        return grants;
    }

    static boolean isOfOperators(String group) {
        return group.endsWith(OPERATOR);
    }

    /** What the members of a group may do by its role; everybody else's tasks come to them as candidates. */
    static List<Grant> ofGroup(String group) {
        return isOfOperators(group) ? operators(group) : List.of();
    }

    private static List<Grant> operators(String group) {
        return List.of(
                Grant.to(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS),
                Grant.to(
                        group,
                        Resources.PROCESS_DEFINITION,
                        ALL,
                        ProcessDefinitionPermissions.READ,
                        ProcessDefinitionPermissions.READ_INSTANCE,
                        ProcessDefinitionPermissions.RETRY_JOB),
                Grant.to(group, Resources.DECISION_DEFINITION, ALL, Permissions.READ),
                Grant.to(group, Resources.DECISION_REQUIREMENTS_DEFINITION, ALL, Permissions.READ),
                Grant.to(group, Resources.DEPLOYMENT, ALL, Permissions.READ));
    }

    private static void administrators(List<Grant> grants) {
        String admin = Groups.CAMUNDA_ADMIN;
        grants.add(Grant.to(admin, Resources.APPLICATION, ALL, Permissions.ACCESS));
        grants.add(Grant.to(
                admin,
                Resources.PROCESS_DEFINITION,
                ALL,
                ProcessDefinitionPermissions.READ,
                ProcessDefinitionPermissions.READ_INSTANCE,
                ProcessDefinitionPermissions.READ_TASK,
                ProcessDefinitionPermissions.READ_HISTORY,
                ProcessDefinitionPermissions.READ_INSTANCE_VARIABLE,
                ProcessDefinitionPermissions.READ_TASK_VARIABLE,
                ProcessDefinitionPermissions.READ_HISTORY_VARIABLE,
                ProcessDefinitionPermissions.RETRY_JOB,
                ProcessDefinitionPermissions.SUSPEND_INSTANCE));
        grants.add(Grant.to(admin, Resources.DECISION_DEFINITION, ALL, Permissions.READ, Permissions.READ_HISTORY));
        grants.add(Grant.to(admin, Resources.DECISION_REQUIREMENTS_DEFINITION, ALL, Permissions.READ));
        grants.add(Grant.to(admin, Resources.DEPLOYMENT, ALL, Permissions.READ));
        grants.add(Grant.to(admin, Resources.BATCH, ALL, BatchPermissions.READ));
        grants.add(Grant.to(admin, Resources.USER, ALL, Permissions.READ, Permissions.UPDATE));
        grants.add(Grant.to(admin, Resources.GROUP, ALL, Permissions.READ));
        grants.add(Grant.to(admin, Resources.AUTHORIZATION, ALL, Permissions.READ));
        grants.add(Grant.to(admin, Resources.FILTER, ALL, Permissions.READ));
        grants.add(Grant.to(admin, Resources.SYSTEM, ALL, SystemPermissions.READ));
    }

    private static void openedForOneStart(List<Grant> grants) {
        String admin = Groups.CAMUNDA_ADMIN;
        grants.add(Grant.to(admin, Resources.DEPLOYMENT, ALL, Permissions.ALL));
        grants.add(Grant.to(admin, Resources.PROCESS_INSTANCE, ALL, Permissions.ALL));
        grants.add(Grant.to(admin, Resources.PROCESS_DEFINITION, ALL, Permissions.ALL));
        grants.add(Grant.to(admin, Resources.DECISION_DEFINITION, ALL, Permissions.ALL));
        grants.add(Grant.to(admin, Resources.BATCH, ALL, Permissions.ALL));
        grants.add(Grant.to(admin, Resources.TASK, ALL, Permissions.ALL));
    }
}
