package io.surety.evaluation.period;

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
}
