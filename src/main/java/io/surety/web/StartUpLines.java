package io.surety.web;

import java.util.List;

/** Lines of the table that is shown when the application is up; a room that has something to say adds a bean. */
@FunctionalInterface
public interface StartUpLines {

    /** @param base address of the application without a slash at its end, such as {@code http://localhost:8080} */
    List<Line> lines(String base);

    /**
     * @param order of the line; the addresses are at 0, the demo logins from 100 on
     * @param left what it is, such as a name
     * @param right where it is, or what it is for
     */
    record Line(int order, String left, String right) {}
}
