package io.surety.benchmark;

import io.surety.benchmark.Plot.Axis;
import io.surety.benchmark.Plot.Line;
import io.surety.benchmark.Plot.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Business time: compiled boundaries and prefix sums beside a walk day by day, measured by JMH. */
final class CalendarSection implements Section {

    private static final String[] DAYS = {"1", "7", "30", "365", "5844"};
    private static final String ALL_DAYS = DAYS[DAYS.length - 1];
    private static final Bar BAR = Bar.atMost(300, "ns").and(Bar.ratioAtMost(0.1));

    @Override
    public String name() {
        return "calendar";
    }

    @Override
    public String title() {
        return "Calendar";
    }

    @Override
    public void run(Bench bench) throws Exception {
        bench.note(
                "JMH, one fork, one thread. Sixteen years are compiled (Berlin, Mon–Fri 08–12 and 13–18, public holidays);"
                        + " 4,096 spans are drawn from them, up to the stated length. The peer walks the same spans day by"
                        + " day; `deadline` is asked for the open time of the span.");
        Map<String, TreeMap<Integer, Double>> nanos = measure();
        for (String path : List.of("deadline", "elapsed")) {
            for (String days : List.of(ALL_DAYS, "7")) {
                int length = Integer.parseInt(days);
                bench.figure(
                        path + (days.equals(ALL_DAYS) ? ", spans of up to 16 years" : ", spans of up to a week"),
                        days.equals(ALL_DAYS) ? BAR : Bar.NONE,
                        of(nanos, path, length),
                        "day walk",
                        of(nanos, path + "ByWalk", length),
                        "ns");
            }
        }
        CalendarBenchmark cases = new CalendarBenchmark();
        cases.days = Integer.parseInt(ALL_DAYS);
        bench.check("both ways come to the same for every span", cases.agrees());
        bench.plot(new Plot(
                "calendar",
                "One answer about a span of so many days",
                new Axis("days in the longest span", true),
                new Axis("nanoseconds", true),
                lines(nanos)));
    }

    private static double of(Map<String, TreeMap<Integer, Double>> nanos, String path, int days) {
        return nanos.getOrDefault(path, new TreeMap<>()).getOrDefault(days, Double.NaN);
    }

    private static List<Line> lines(Map<String, TreeMap<Integer, Double>> nanos) {
        List<Line> lines = new ArrayList<>();
        nanos.forEach((path, byDays) -> lines.add(new Line(
                path.replace("ByWalk", ", day walk"),
                byDays.entrySet().stream()
                        .map(e -> new Point(e.getKey(), e.getValue()))
                        .sorted(Comparator.comparingDouble(Point::x))
                        .toList())));
        return lines;
    }

    private static Map<String, TreeMap<Integer, Double>> measure() throws RunnerException {
        var options = new OptionsBuilder()
                .include(CalendarBenchmark.class.getName())
                .param("days", DAYS)
                .forks(1)
                .warmupIterations(2)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(5)
                .measurementTime(TimeValue.milliseconds(200))
                .shouldFailOnError(true)
                .build();
        Map<String, TreeMap<Integer, Double>> nanos = new TreeMap<>();
        for (RunResult result : new Runner(options).run()) {
            nanos.computeIfAbsent(result.getPrimaryResult().getLabel(), path -> new TreeMap<>())
                    .put(
                            Integer.valueOf(result.getParams().getParam("days")),
                            result.getPrimaryResult().getScore());
        }
        return nanos;
    }
}
