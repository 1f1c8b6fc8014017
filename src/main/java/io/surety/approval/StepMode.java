package io.surety.approval;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many of those who hold the role must approve: {@code any}, {@code all}, or {@code 2-of-n}. */
sealed interface StepMode {

    /** One of them, whoever takes the task. */
    record Any() implements StepMode {
        @Override
        public String toString() {
            return "any";
        }
    }

    /** At least {@code approvals} of them, at least 2. */
    record AtLeast(int approvals) implements StepMode {
        @Override
        public String toString() {
            return approvals + "-of-n";
        }
    }

    /** Each of them. */
    record All() implements StepMode {
        @Override
        public String toString() {
            return "all";
        }
    }

    /** From the laxest to the strictest. */
    Comparator<StepMode> BY_STRICTNESS = Comparator.comparingInt(StepMode::strictness);

    /** @throws IllegalArgumentException if the text is none of the three */
    static StepMode parse(String text) {
        Matcher some = Pattern.compile("([2-9])-of-n").matcher(text);
        if (some.matches()) {
            return new AtLeast(Integer.parseInt(some.group(1)));
        }
        return switch (text) {
            case "any" -> new Any();
            case "all" -> new All();
            default -> throw new IllegalArgumentException("a step is decided by any, all or m-of-n: " + text);
        };
    }

    private static int strictness(StepMode mode) {
        if (mode instanceof AtLeast some) {
            return some.approvals();
        }
        return mode instanceof All ? Integer.MAX_VALUE : 1;
    }
}
