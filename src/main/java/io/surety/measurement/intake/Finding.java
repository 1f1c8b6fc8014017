package io.surety.measurement.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.shared.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Something to say about a line of the input.
 *
 * @param line of the file or body, from 1
 * @param column of a table, by its name
 * @param path into a JSON object, as a JSON pointer
 * @param code stable, in kebab-case
 * @param reason the same for a person
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(long line, @Nullable String column, @Nullable String path, String code, String reason) {

    static Finding ofColumn(long line, @Nullable String column, String code, String reason) {
        return new Finding(line, column, null, code, reason);
    }

    static Finding ofPath(long line, Diagnostic diagnostic) {
        return new Finding(line, null, diagnostic.path(), diagnostic.code(), diagnostic.message());
    }

    /** The same as a diagnostic of a problem detail. */
    public Diagnostic diagnostic() {
        String where = column != null ? "line " + line + ", column " + column : "line " + line;
        return new Diagnostic(path == null ? where : where + ", " + path, code, reason);
    }
}
