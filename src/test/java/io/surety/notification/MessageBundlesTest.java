package io.surety.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** What every room's texts keep. */
class MessageBundlesTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");

    @Test
    void everyTextIsThereInBothLanguagesWithTheSamePlaceholders() throws IOException {
        Resource[] english =
                new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*_en.properties");
        assertThat(english).isNotEmpty();
        for (Resource bundle : english) {
            Properties en = load(bundle);
            Properties de = load(bundle.createRelative(
                    String.valueOf(bundle.getFilename()).replace("_en.properties", "_de.properties")));
            assertThat(de.keySet()).as("keys of %s", bundle).isEqualTo(en.keySet());
            for (String key : en.stringPropertyNames()) {
                assertThat(placeholders(de.getProperty(key)))
                        .as("placeholders of %s in %s", key, bundle)
                        .isEqualTo(placeholders(en.getProperty(key)));
            }
        }
    }

    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static Properties load(Resource bundle) throws IOException {
        Properties texts = new Properties();
        try (var reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
