package io.surety.escaping;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.surety.party.PersonId;
import io.surety.testing.Browser;
import io.surety.testing.Chromium;
import io.surety.testing.Processes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.IdentityLink;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;
import org.thymeleaf.TemplateEngine;

/**
 * Looks at pages and forms in a real browser, as those who may see them, and remembers what it has looked at: which forms,
 * which templates of pages, and where a text became more than a text. Its pictures are in target/escaping.
 */
final class LookForAttacks implements AutoCloseable {

    private final Processes processes;
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final FormService forms;
    private final TemplateEngine templates;
    private final int port;
    private final Chromium chromium;
    private final Map<String, Page> pages = new HashMap<>();
    private final List<String> worked = new ArrayList<>();
    private final Set<String> seenForms = new TreeSet<>();
    private final Set<String> seenTemplates = new TreeSet<>();

    LookForAttacks(ApplicationContext context, int port) {
        this.processes = context.getBean(Processes.class);
        this.runtime = context.getBean(RuntimeService.class);
        this.tasks = context.getBean(TaskService.class);
        this.forms = context.getBean(FormService.class);
        this.templates = context.getBean(TemplateEngine.class);
        this.port = port;
        this.chromium = Chromium.start();
    }

    /** Where an attack has worked. */
    List<String> worked() {
        return List.copyOf(worked);
    }

    /** The keys of the forms that were looked at. */
    Set<String> forms() {
        return Set.copyOf(seenForms);
    }

    /** The templates that made the pages that were looked at, with those that they are made of. */
    Set<String> templates() {
        return Set.copyOf(seenTemplates);
    }

    /** Opens the form of the first task that stands there, as somebody whose task it is. */
    Task form(ProcessInstance root, String element, String... shown) {
        Task task = open(root, element).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody is asked at " + element));
        String person = someone(task);
        Page page = page(person);
        page.navigate("about:blank");
        page.navigate("/camunda/app/tasklist/default/#/?task=" + task.getId());
        Locator form = page.locator(".fjs-container");
        form.waitFor(new Locator.WaitForOptions()
                .setState(WaitForSelectorState.VISIBLE)
                .setTimeout(60_000));
        page.waitForLoadState(LoadState.NETWORKIDLE);
        String text = form.innerText().replaceAll("\\s+", " ");
        for (String literal : shown) {
            assertThat(text).as("%s as %s sees it", element, person).contains(literal);
        }
        judge(page, element);
        String key = forms.getTaskFormData(task.getId()).getCamundaFormRef().getKey();
        seenForms.add(key);
        picture(page, key);
        return task;
    }

    /** Opens a page, and finds these texts on it as they were written. */
    void page(PersonId person, String path, String... shown) {
        page(person, path, 200, shown);
    }

    void page(PersonId person, String path, int status, String... shown) {
        Page page = page(person.value());
        templates.clearTemplateCache();
        Response answer = page.navigate(path);
        assertThat(answer.status()).as(path).isEqualTo(status);
        Objects.requireNonNull(templates.getConfiguration().getCacheManager().getTemplateCache())
                .keySet()
                .forEach(used -> seenTemplates.add(used.getTemplate()));
        String text = page.locator("body").textContent().replaceAll("\\s+", " ");
        for (String literal : shown) {
            assertThat(text).as("%s as %s sees it", path, person).contains(literal);
        }
        judge(page, path);
        picture(page, "page" + path.replaceAll("[^a-z]+", "-"));
    }

    /** Opens a page, and then the pages below it that it leads to, of each kind one. */
    void pageWithLinks(PersonId person, String path, String... shown) {
        page(person, path, shown);
        Set<String> kinds = new TreeSet<>();
        page(person.value()).locator("a[href^='" + path + "/']").all().stream()
                .map(link -> Objects.requireNonNull(link.getAttribute("href")))
                .filter(link -> kinds.add(link.replaceAll("[0-9]+", "0")))
                .toList()
                .forEach(link -> page(person, link));
    }

    /** Whether anything of the attack became an element, a request, a dialog, or was executed. */
    private void judge(Page page, String where) {
        Object found = page.evaluate(
                """
                () => [typeof window.__pwned !== 'undefined' ? 'executed' : '',
                       ...[...document.querySelectorAll('#canary, [src*=canary], [href*=canary], [onerror]')]
                           .map(e => e.outerHTML),
                       ...[...document.querySelectorAll('script')].map(s => s.textContent)
                           .filter(t => t.startsWith('window.__pwned'))].filter(f => f)
                """);
        if (!"[]".equals(String.valueOf(found))) {
            worked.add(where + ": " + found);
        }
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "escaping", name + ".png")));
    }

    private Page page(String person) {
        return pages.computeIfAbsent(person, login -> {
            Page page = chromium.page("http://localhost:" + port, Locale.ENGLISH);
            page.onDialog(dialog -> {
                worked.add("a dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onRequest(request -> {
                if (request.url().contains("canary")) {
                    worked.add("a request: " + request.url());
                }
            });
            page.navigate("/login");
            page.fill("#username", login);
            page.fill("#password", Browser.PASSWORD);
            page.click("section button[type=submit]");
            page.waitForURL("**/");
            return page;
        });
    }

    // ---- the engine

    /** The tasks that stand at an element of the instance or of those that it calls. */
    List<Task> open(ProcessInstance root, String element) {
        return runtime.createProcessInstanceQuery().list().stream()
                .filter(instance -> root.getRootProcessInstanceId().equals(instance.getRootProcessInstanceId()))
                .flatMap(instance -> processes.tasks(instance, element).stream())
                .toList();
    }

    /** Completes the task as somebody whose task it is, and lets the process go on. */
    void complete(ProcessInstance root, Task task, Map<String, Object> fields) {
        processes.complete(task, someone(task), fields);
        processes.fireDue(root);
    }

    private String someone(Task task) {
        return task.getAssignee() != null
                ? task.getAssignee()
                : tasks.getIdentityLinksForTask(task.getId()).stream()
                        .map(IdentityLink::getUserId)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
    }

    @Override
    public void close() {
        chromium.close();
    }
}
