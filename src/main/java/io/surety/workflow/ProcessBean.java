package io.surety.workflow;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean that expressions in models may name. Delegates and listeners may be named without it; nothing else may.
 *
 * <p>Its class and the methods that expressions call are public: the expression language finds no others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProcessBean {}
