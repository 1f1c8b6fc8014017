package io.surety.web;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;

/**
 * A query parameter that an operation of our REST API takes.
 *
 * @param repeatable whether it has a list of values
 * @param mayBeEmpty whether it says the same without a value as if it were left out
 */
record DeclaredParameter(boolean repeatable, boolean mayBeEmpty) {

    private static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

    /**
     * By their names: the {@link RequestParam}s of the method, each by itself and no map of all; and what a method that
     * reads the request itself names by {@link Parameter} with {@code in = QUERY}, a list by its {@code array}.
     */
    static SortedMap<String, DeclaredParameter> of(HandlerMethod operation) {
        var declared = new TreeMap<String, DeclaredParameter>();
        for (MethodParameter parameter : operation.getMethodParameters()) {
            RequestParam annotation = parameter.getParameterAnnotation(RequestParam.class);
            if (annotation != null) {
                declared.put(
                        name(annotation, parameter),
                        new DeclaredParameter(
                                isList(parameter.getParameterType()),
                                annotation.defaultValue().isEmpty()));
            }
        }
        for (Parameter parameter : operation.getMethod().getAnnotationsByType(Parameter.class)) {
            if (parameter.in() == ParameterIn.QUERY) {
                boolean isList = !parameter.array().schema().type().isEmpty();
                declared.put(parameter.name(), new DeclaredParameter(isList, parameter.allowEmptyValue()));
            }
        }
        return declared;
    }

    private static String name(RequestParam annotation, MethodParameter parameter) {
        if (StringUtils.hasText(annotation.name())) {
            return annotation.name();
        }
        parameter.initParameterNameDiscovery(NAMES);
        String name = parameter.getParameterName();
        if (name == null) {
            throw new IllegalStateException("a parameter without a name: " + parameter);
        }
        return name;
    }

    private static boolean isList(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type);
    }
}
