package io.surety.benchmark;

import io.surety.benchmark.Plot.Axis;
import io.surety.benchmark.Plot.Line;
import io.surety.benchmark.Plot.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Draws a plot as SVG, on white, in colours that colour-blind people can tell apart. */
final class SvgPicture {

    private static final int WIDTH = 736;
    private static final int HEIGHT = 420;
    private static final int LEFT = 80;
    private static final int RIGHT = 36;
    private static final int TOP = 40;
    private static final int BOTTOM = 60;
    /** Okabe and Ito, "Color Universal Design". */
    private static final String[] COLOURS = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};

    private final Plot plot;
    private final Scale x;
    private final Scale y;
    private final StringBuilder out = new StringBuilder();

    /** Where a value lies between two pixels. */
    private record Scale(double low, double high, double from, double to, boolean logarithmic, List<Double> ticks) {

        double at(double value) {
            double share = logarithmic
                    ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low))
                    : (value - low) / (high - low);
            return from + share * (to - from);
        }
    }

    private SvgPicture(Plot plot) {
        this.plot = plot;
        this.x = scale(plot.x(), Point::x, LEFT, WIDTH - RIGHT);
        this.y = scale(plot.y(), Point::y, HEIGHT - BOTTOM, TOP);
    }

    static String of(Plot plot) {
        return new SvgPicture(plot).draw();
    }

    private String draw() {
        add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
                WIDTH, HEIGHT, WIDTH, HEIGHT);
        add("<title>%s</title>", escaped(plot.title()));
        add("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, HEIGHT);
        text(LEFT, TOP - 18, "start", plot.title(), "font-size=\"14\" font-weight=\"bold\"");
        axes();
        for (int i = 0; i < plot.lines().size(); i++) {
            line(plot.lines().get(i), COLOURS[i % COLOURS.length], TOP + 16 + 18 * i);
        }
        add("</svg>");
        return out.toString();
    }

    private void axes() {
        for (double tick : x.ticks()) {
            stroke(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM);
            text(x.at(tick), HEIGHT - BOTTOM + 18, "middle", Numbers.text(tick), "");
        }
        for (double tick : y.ticks()) {
            stroke(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
            text(LEFT - 8, y.at(tick) + 4, "end", Numbers.text(tick), "");
        }
        text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 16, "middle", plot.x().label(), "");
        text(
                0,
                0,
                "middle",
                plot.y().label(),
                "transform=\"translate(18 " + (TOP + HEIGHT - BOTTOM) / 2 + ") rotate(-90)\"");
    }

    private void line(Line line, String colour, int legend) {
        String points = line.points().stream()
                .map(p -> number(x.at(p.x())) + "," + number(y.at(p.y())))
                .collect(Collectors.joining(" "));
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", points, colour);
        for (Point p : line.points()) {
            add(
                    "<circle cx=\"%s\" cy=\"%s\" r=\"3.5\" fill=\"%s\"/>",
                    number(x.at(p.x())), number(y.at(p.y())), colour);
        }
        add("<circle cx=\"%d\" cy=\"%d\" r=\"4.5\" fill=\"%s\"/>", LEFT + 14, legend - 4, colour);
        text(LEFT + 26, legend, "start", line.label(), "");
    }

    private Scale scale(Axis axis, ToDoubleFunction<Point> value, double from, double to) {
        double[] values = plot.lines().stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(value)
                .sorted()
                .toArray();
        double low = values[0];
        double high = values[values.length - 1];
        List<Double> ticks = axis.logarithmic() ? decades(low, high) : steps(high);
        return new Scale(ticks.get(0), ticks.get(ticks.size() - 1), from, to, axis.logarithmic(), ticks);
    }

    private static List<Double> decades(double low, double high) {
        List<Double> ticks = new ArrayList<>();
        double tick = Math.pow(10, Math.floor(Math.log10(low)));
        ticks.add(tick);
        while (tick < high) {
            tick *= 10;
            ticks.add(tick);
        }
        return ticks.size() > 1 ? ticks : List.of(tick, tick * 10);
    }

    /** From 0 in steps of 1, 2 or 5 times a power of ten. */
    private static List<Double> steps(double high) {
        double top = high > 0 ? high : 1;
        double power = Math.pow(10, Math.floor(Math.log10(top)));
        double step = top / power > 5 ? 2 * power : top / power > 2 ? power : power / 2;
        List<Double> ticks = new ArrayList<>(List.of(0.0));
        for (int i = 1; ticks.get(ticks.size() - 1) < top; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private void stroke(double x1, double y1, double x2, double y2) {
        add(
                "<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"#d0d0d0\"/>",
                number(x1), number(y1), number(x2), number(y2));
    }

    private void text(double atX, double atY, String anchor, String text, String more) {
        add(
                "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\" %s>%s</text>",
                number(atX), number(atY), anchor, more, escaped(text));
    }

    private void add(String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
