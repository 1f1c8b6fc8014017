package io.surety.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** The texts of all pages, in the language of the browser: English, or German where she prefers it. */
@Configuration(proxyBeanMethods = false)
class Texts {

    /** Each room has bundles {@code messages/<room>_en} and {@code _de}; pages may use the keys of all. */
    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasenames(bundles());
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());
        texts.setDefaultLocale(Locale.ENGLISH);
        return texts;
    }

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver languages = new AcceptHeaderLocaleResolver();
        languages.setSupportedLocales(List.of(Locale.ENGLISH, Locale.GERMAN));
        languages.setDefaultLocale(Locale.ENGLISH);
        return languages;
    }

    private static String[] bundles() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:messages/*_en.properties"))
                    .map(Resource::getFilename)
                    .map(Objects::requireNonNull)
                    .map(name -> "messages/" + name.substring(0, name.length() - "_en.properties".length()))
                    .distinct()
                    .sorted()
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
