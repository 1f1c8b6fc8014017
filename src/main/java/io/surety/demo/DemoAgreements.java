package io.surety.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.springframework.core.io.ClassPathResource;

/**
 * The documents of the demo world, with dates around the day on which it is seeded.
 *
 * @param start first day of the three months of history, the first of a month
 * @param nextMonth first day of the next month
 */
record DemoAgreements(LocalDate start, LocalDate nextMonth) {

    static final int MONTHS_OF_HISTORY = 3;

    static DemoAgreements around(LocalDate today) {
        LocalDate month = today.withDayOfMonth(1);
        return new DemoAgreements(month.minusMonths(MONTHS_OF_HISTORY), month.plusMonths(1));
    }

    /** The YAML text with its dates filled in. */
    String document(String name) {
        return dated("demo/agreements/" + name + ".yaml");
    }

    /** A calendar that documents refer to; it holds longer than any of them. */
    String calendar(String name) {
        return dated("demo/calendars/" + name + ".yaml");
    }

    private String dated(String path) {
        return read(path)
                .replace("${start}", start.toString())
                .replace("${nextMonth}", nextMonth.toString())
                .replace("${end}", end().toString())
                .replace("${farEnd}", start.plusYears(10).toString());
    }

    /** A template as it is: what is filled in is said when an agreement is made from it. */
    static String template(String name) {
        return read("demo/templates/" + name + ".yaml");
    }

    /** First day on which the agreements no longer hold. */
    LocalDate end() {
        return start.plusYears(1);
    }

    private static String read(String path) {
        try (InputStream in = new ClassPathResource(path).getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
