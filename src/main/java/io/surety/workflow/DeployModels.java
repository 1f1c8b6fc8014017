package io.surety.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Deploys all models, decision tables and forms of the class path as one, before the web server and the job executor
 * start. Nothing is deployed if nothing changed; if one file changed all are deployed anew.
 *
 * <p>Never changed files only: a model bound to the forms and tables of its deployment would miss those that did not
 * change.
 */
@Component
class DeployModels implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(DeployModels.class);
    private static final String NAME = "surety";
    private static final Map<String, String> PATTERNS = Map.of(
            "classpath*:processes/**/*.bpmn", "/processes/",
            "classpath*:processes/**/*.dmn", "/processes/",
            "classpath*:forms/**/*.form", "/forms/");

    private final RepositoryService repository;

    DeployModels(RepositoryService repository) {
        this.repository = repository;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<String, Resource> models = new TreeMap<>();
        PATTERNS.forEach((pattern, top) -> collect(pattern, top, models));
        if (models.isEmpty()) {
            LOG.warn("There are no models on the class path");
            return;
        }
        DeploymentBuilder builder =
                repository.createDeployment().name(NAME).source(NAME).enableDuplicateFiltering(false);
        models.forEach((name, model) -> add(builder, name, model));
        Deployment deployment = builder.deploy();
        LOG.info("{} models and forms are those of deployment {}", models.size(), deployment.getId());
    }

    private static void collect(String pattern, String top, Map<String, Resource> models) {
        try {
            for (Resource model : new PathMatchingResourcePatternResolver().getResources(pattern)) {
                String url = model.getURL().toString();
                models.put(url.substring(url.lastIndexOf(top) + 1), model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(DeploymentBuilder builder, String name, Resource model) {
        try (InputStream content = model.getInputStream()) {
            builder.addInputStream(name, content);
        } catch (IOException e) {
            throw new UncheckedIOException("The model " + name + " cannot be read", e);
        }
    }
}
