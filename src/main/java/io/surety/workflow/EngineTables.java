package io.surety.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.stereotype.Component;

/**
 * The first migration: the engine's own create scripts, out of its jar, into the schema {@code public}.
 *
 * <p>Its checksum is that of the scripts, so that an engine of another schema version is noticed at start.
 */
@Component
public class EngineTables implements JavaMigration {

    private static final List<Resource> SCRIPTS = List.of(
            script("engine"),
            script("history"),
            script("identity"),
            script("case.engine"),
            script("case.history"),
            script("decision.engine"),
            script("decision.history"));

    private static Resource script(String part) {
        return new ClassPathResource("org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql");
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("001");
    }

    @Override
    public String getDescription() {
        return "engine tables";
    }

    @Override
    public Integer getChecksum() {
        CRC32 checksum = new CRC32();
        for (Resource script : SCRIPTS) {
            try {
                checksum.update(script.getContentAsByteArray());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return (int) checksum.getValue();
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        SCRIPTS.forEach(script -> ScriptUtils.executeSqlScript(context.getConnection(), script));
    }
}
