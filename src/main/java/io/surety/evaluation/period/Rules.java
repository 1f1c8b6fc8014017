package io.surety.evaluation.period;

import static java.lang.Integer.parseInt;

import java.time.Duration;

/**
 * By which rules a node judges. It goes by earlier ones than another if it does so in either.
 *
 * @param judging the number of the software's own, which is raised whenever the same inputs may come to something else
 * @param tzdata version of the time zones', such as {@code 2026a}
 */
public record Rules(int judging, String tzdata) {

    /** A node with the latest rules that has not been seen for so long is at work no more: the others go on by theirs. */
    public static final Duration SILENCE = Duration.ofMinutes(10);

    /** As they are stored. */
    public String text() {
        return judging + " " + tzdata;
    }

    static Rules parse(String text) {
        int space = text.indexOf(' ');
        return new Rules(parseInt(text.substring(0, space)), text.substring(space + 1));
    }

    boolean isEarlierThan(Rules other) {
        return judging < other.judging || tzdata.compareTo(other.tzdata) < 0;
    }

    /** The later of each. */
    Rules latest(Rules other) {
        return new Rules(Math.max(judging, other.judging), tzdata.compareTo(other.tzdata) < 0 ? other.tzdata : tzdata);
    }
}
