package io.surety.database;

import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.stereotype.Component;

/**
 * Migrates over connections that are closed afterwards. A server process of PostgreSQL keeps the table of its locks as
 * large as it ever was, and walks through all of it at the end of each transaction; whoever has migrated needs some
 * microseconds more for each, as long as the connection lasts. What the driver is to do beyond the usual (encryption, a
 * schema) therefore belongs into the URL, not into properties of the pool.
 */
@Component
class MigrationConnections implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        DataSource pool = configuration.getDataSource();
        configuration.dataSource(DataSourceBuilder.derivedFrom(pool)
                .type(SimpleDriverDataSource.class)
                .build());
    }
}
