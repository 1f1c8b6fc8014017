package io.surety.workflow;

import java.util.regex.Pattern;

/** Text that others wrote, for the text blocks of a form, which are read as Markdown with HTML in it. */
public final class FormText {

    private static final Pattern MARKUP = Pattern.compile("[^\\p{L}\\p{N} .,:;%@/()+'=-]");

    private FormText() {}

    /** The same text, in which nothing is markup: what could be becomes a character reference, and is shown as it is. */
    public static String plain(String text) {
        return MARKUP.matcher(text.replaceAll("\\s+", " "))
                .replaceAll(found -> "&#" + found.group().codePointAt(0) + ";");
    }
}
