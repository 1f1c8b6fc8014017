package io.surety.shared;

/**
 * What is wrong with an input; never called a violation.
 *
 * @param path where, as a JSON pointer such as {@code /spec/terms/0/measure/kind}, or a line and column for a table
 * @param code what, stable, in kebab-case, such as {@code unknown-reference}
 * @param message the same for a person, with what would be right
 */
public record Diagnostic(String path, String code, String message) {}
