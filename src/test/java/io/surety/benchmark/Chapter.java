package io.surety.benchmark;

import java.util.ArrayList;
import java.util.List;

/** What one section told. */
record Chapter(String title, List<Figure> figures, List<Check> checks, List<String> notes, List<Plot> plots) {

    record Check(String claim, boolean holds) {}

    /** Commits a second of the control probe around the section, and how long the section took. */
    record Surroundings(double before, double after, double seconds) {

        private static final double DISTURBED = 1.2;

        boolean isDisturbed() {
            return Math.max(before, after) > DISTURBED * Math.min(before, after);
        }
    }

    static Chapter titled(String title) {
        return new Chapter(title, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean holds() {
        return checks.stream().allMatch(Check::holds);
    }

    /** As Markdown. */
    String text(Surroundings around, String pictures) {
        StringBuilder page = new StringBuilder("## ").append(title).append("\n\n");
        page.append("Control: ")
                .append(Numbers.text(around.before()))
                .append(" commits/s before, ")
                .append(Numbers.text(around.after()))
                .append(" after; it took ")
                .append(Numbers.text(around.seconds()))
                .append(" s.\n");
        if (around.isDisturbed()) {
            page.append("\n**Disturbed:** the two differ by more than 20 %, so trust the ratios rather than the"
                    + " figures, and neither too much.\n");
        }
        notes.forEach(note -> page.append('\n').append(note).append('\n'));
        if (!figures.isEmpty()) {
            page.append("\n| path | ours | limit or peer | ours ÷ peer | bar | met |\n|---|---|---|---|---|---|\n");
            figures.forEach(figure -> page.append(figure.row()).append('\n'));
        }
        for (Check check : checks) {
            page.append(check.holds() ? "\nChecked: " : "\n**Does not hold:** ")
                    .append(check.claim())
                    .append(".\n");
        }
        for (Plot plot : plots) {
            page.append("\n![%s](%s/benchmark-%s.svg)\n".formatted(plot.title(), pictures, plot.name()));
        }
        return page.toString();
    }
}
