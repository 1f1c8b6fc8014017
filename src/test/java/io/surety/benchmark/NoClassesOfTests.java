package io.surety.benchmark;

import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;

/** Keeps components that only tests have, such as their moved clock, out of an application that is measured. */
final class NoClassesOfTests extends TypeExcludeFilter {

    @Override
    public boolean match(MetadataReader reader, MetadataReaderFactory factory) {
        return String.valueOf(reader.getResource()).contains("test-classes");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoClassesOfTests;
    }

    @Override
    public int hashCode() {
        return NoClassesOfTests.class.hashCode();
    }
}
