package io.surety.workflow;

import java.util.regex.Pattern;

/** Text that others wrote, for the text blocks of a form, which are read as Markdown with HTML in it. */
public final class FormText {

    private static final Pattern MARKUP = Pattern.compile("[^\\p{L}\\p{N} .,:;%@/()+'=-]");

    /** As long as the engine stores the name of a task. */
    private static final int NAME = 255;

    private FormText() {}

    /** The same text, in which nothing is markup: what could be becomes a character reference, and is shown as it is. */
    public static String plain(String text) {
        return MARKUP.matcher(text.replaceAll("\\s+", " "))
                .replaceAll(found -> "&#" + found.group().codePointAt(0) + ";");
    }

    /** What a task asks and of what, cut where the engine would refuse to store it. */
    public static String taskName(String task, String title) {
        String name = task + ": " + title;
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "…";
    }
}
