package io.surety.workflow;

import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;

/**
 * The beans that an expression may name: delegates, listeners, and what is marked {@link ProcessBean}.
 *
 * <p>Without such a map every bean of the application could be called by an expression, also by one in a filter. The
 * beans are looked up when an expression needs them, because they may need the engine that is just being built.
 */
class ModelBeans extends AbstractMap<Object, Object> {

    private static final List<Class<?>> CALLABLE =
            List.of(JavaDelegate.class, ExecutionListener.class, TaskListener.class);

    private final ListableBeanFactory beans;

    @Nullable
    private volatile Set<String> names;

    ModelBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return key instanceof String name && names().contains(name);
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return key instanceof String name && names().contains(name) ? beans.getBean(name) : null;
    }

    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        return names().stream()
                .map(name -> Map.<Object, Object>entry(name, beans.getBean(name)))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<Object> keySet() {
        return Set.copyOf(names());
    }

    private Set<String> names() {
        Set<String> known = names;
        if (known == null) {
            known = find();
            names = known;
        }
        return known;
    }

    private Set<String> find() {
        Set<String> found = new LinkedHashSet<>(List.of(beans.getBeanNamesForAnnotation(ProcessBean.class)));
        for (Class<?> type : CALLABLE) {
            found.addAll(List.of(beans.getBeanNamesForType(type, true, false)));
        }
        return Set.copyOf(found);
    }
}
