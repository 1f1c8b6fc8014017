package io.surety.testing;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The class path of the application as it is shipped, for a test that starts it in a process of its own. Without the
 * tests' own classes: the application would find their moved clock among its components, and stand still.
 */
public final class MainClassPath {

    private MainClassPath() {}

    public static String get() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith(File.separator + "test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
