package io.surety.escaping;

/** What somebody writes into a field for free text who wants it to become a part of the page. */
final class Attack {

    private static final String SCRIPT = "<script>window.__pwned=1</script>";
    private static final String IMAGE = "<img src=/canary-html onerror=window.__pwned=1>";
    private static final String TEXT = "\"><b id=canary>" + SCRIPT + IMAGE + "![](/canary-markdown) {{1+1}}";

    private Attack() {}

    /** @param mark by which the field is told from others */
    static String in(String mark) {
        return mark + TEXT;
    }

    /** As a scalar of YAML. */
    static String quoted(String mark) {
        return "'" + in(mark) + "'";
    }
}
