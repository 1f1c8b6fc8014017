package io.surety.agreement.reading;

/** JSON pointers (RFC 6901). */
final class Pointers {

    private Pointers() {}

    static String child(String path, String key) {
        return path + "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
