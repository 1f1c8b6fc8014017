package io.surety.benchmark;

import java.util.List;

/**
 * How something grows.
 *
 * @param name of the picture's file, {@code benchmark-<name>.svg}
 * @param title what is seen, also for those who do not see it
 * @param x the axis to the right
 * @param y the axis upwards
 */
public record Plot(String name, String title, Axis x, Axis y, List<Line> lines) {

    /** @param logarithmic whether equal steps are equal ratios; its values are then positive */
    public record Axis(String label, boolean logarithmic) {}

    /** @param points by x, ascending */
    public record Line(String label, List<Point> points) {}

    public record Point(double x, double y) {}
}
