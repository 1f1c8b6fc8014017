package io.surety.evaluation.period;

import io.surety.evaluation.ledger.Ledger;
import io.surety.evaluation.ledger.PackedLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The ledgers of all that was ever published, each once. */
@Repository
class Ledgers {

    private final JdbcClient jdbc;

    Ledgers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds those that are not there. */
    void keep(List<Judged> judged) {
        jdbc.sql(
                        """
                        insert into evaluation.ledgers (key, content)
                        select key, content from unnest(:keys::text[], :contents::bytea[]) as said(key, content)
                        on conflict do nothing
                        """)
                .param("keys", judged.stream().map(j -> j.ledger().key()).toArray(String[]::new))
                .param(
                        "contents",
                        judged.stream().map(j -> j.ledger().content()).toArray(byte[][]::new))
                .update();
    }

    /** Of a row with the columns {@code ledger} and {@code ledger_content}. */
    static Ledger read(ResultSet row) throws SQLException {
        return new PackedLedger(row.getString("ledger"), row.getBytes("ledger_content")).read();
    }

    /** By which it is compared, of a row whose content is there if its form is an old one. */
    static String key(ResultSet row) throws SQLException {
        String key = row.getString("ledger");
        return PackedLedger.isOfOldForm(key) ? PackedLedger.of(read(row)).key() : key;
    }
}
