package io.surety.notification;

import io.surety.party.Person;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The words of messages: the bundles {@code messages/*_en.properties} and {@code *_de.properties}, all together. */
@Component
class MessageTexts {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?Z");

    private final Map<Locale, Properties> texts = Map.of(Locale.ENGLISH, load("en"), Locale.GERMAN, load("de"));
    private final String url;

    /** @param url under which people reach the application */
    MessageTexts(@Value("${surety.url:http://localhost:8080}") String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Subject, one line, and body, plain text. */
    record Text(String subject, String body) {}

    boolean has(String template) {
        Properties english = texts.getOrDefault(Locale.ENGLISH, new Properties());
        return english.containsKey(template + ".subject") && english.containsKey(template + ".body");
    }

    Text write(StoredMessage message, Person to) {
        Map<String, String> values = new HashMap<>();
        message.values().forEach((key, value) -> values.put(key, withLocalTimes(value, to)));
        values.put("name", to.name());
        values.put("link", address(message.link()));
        UnaryOperator<String> fill = key -> fill(text(key, to.language()), values);
        return new Text(
                fill.apply(message.template() + ".subject")
                        .replaceAll("\\s+", " ")
                        .trim(),
                fill.apply(message.template() + ".body"));
    }

    /** The full address of one of our pages. */
    String address(String path) {
        return url + path;
    }

    /** In the language, else in English; a template that lost its text is shown by its key and not kept from anybody. */
    private String text(String key, Locale language) {
        Properties english = texts.getOrDefault(Locale.ENGLISH, new Properties());
        return texts.getOrDefault(language, english).getProperty(key, english.getProperty(key, key));
    }

    private static String fill(String text, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "–")));
    }

    private static String withLocalTimes(String value, Person to) {
        DateTimeFormatter format = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .withLocale(to.language().equals(Locale.GERMAN) ? Locale.GERMANY : Locale.UK)
                .withZone(to.zone());
        return INSTANT.matcher(value).replaceAll(found -> Matcher.quoteReplacement(local(found, format, to)));
    }

    private static String local(MatchResult found, DateTimeFormatter format, Person to) {
        try {
            return format.format(Instant.parse(found.group())) + " ("
                    + to.zone().getId() + ")";
        } catch (DateTimeException e) {
            return found.group(); // looks like an instant and is none, such as the 31st of June
        }
    }

    private static Properties load(String language) {
        Properties all = new Properties();
        try {
            for (Resource bundle : new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:messages/*_" + language + ".properties")) {
                try (var reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                    all.load(reader);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
