package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;

import io.surety.evaluation.Clocks.UnmatchedItem;
import io.surety.evaluation.clock.ItemJudgement;
import io.surety.measurement.ItemRef;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The items that have clocks, or might have: one row each, which is also the lock under which they are judged. */
@Repository
class ItemRows {

    static final Comparator<ItemRef> LOCK_ORDER =
            Comparator.comparing(ItemRef::source).thenComparing(ItemRef::key);

    private final JdbcClient jdbc;

    ItemRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Locks the items to the end of the transaction, always in the same order. */
    void lock(Collection<ItemRef> items) {
        List<ItemRef> ordered = items.stream().sorted(LOCK_ORDER).toList();
        String[] sources = ordered.stream().map(ItemRef::source).toArray(String[]::new);
        String[] keys = ordered.stream().map(ItemRef::key).toArray(String[]::new);
        jdbc.sql(
                        """
                        insert into evaluation.items (source, item_key)
                        select * from unnest(:sources, :keys) as wanted(source, item_key) order by 1, 2
                        on conflict do nothing
                        """)
                .param("sources", sources)
                .param("keys", keys)
                .update();
        jdbc.sql(
                        """
                        select 1 from evaluation.items
                        where (source, item_key) in (select * from unnest(:sources, :keys))
                        order by source, item_key
                        for update
                        """)
                .param("sources", sources)
                .param("keys", keys)
                .query()
                .listOfRows();
    }

    /** Locks some items that are due and that no other node is looking at; the longest overdue first. */
    List<ItemRef> lockDue(Instant now, int limit) {
        return jdbc.sql(
                        """
                        select source, item_key from evaluation.items
                        where next_look_at < :now
                        order by next_look_at
                        limit :limit
                        for update skip locked
                        """)
                .param("now", timestamp(now))
                .param("limit", limit)
                .query((rs, n) -> new ItemRef(rs.getString(1), rs.getString(2)))
                .list();
    }

    /** Locks one item if it is still due and nobody else looks at it. */
    boolean lockDue(ItemRef item, Instant now) {
        return jdbc.sql(
                        """
                        select 1 from evaluation.items
                        where source = :source and item_key = :key and next_look_at < :now
                        for update skip locked
                        """)
                .param("source", item.source())
                .param("key", item.key())
                .param("now", timestamp(now))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Has the scan look at them at once. */
    void makeDue(Collection<ItemRef> locked, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.items set next_look_at = :due
                        where (source, item_key) in (select * from unnest(:sources, :keys))
                        """)
                .param("due", timestamp(now.minusMillis(1)))
                .param("sources", locked.stream().map(ItemRef::source).toArray(String[]::new))
                .param("keys", locked.stream().map(ItemRef::key).toArray(String[]::new))
                .update();
    }

    void postpone(ItemRef item, Instant until) {
        jdbc.sql("update evaluation.items set next_look_at = :until where source = :source and item_key = :key")
                .param("source", item.source())
                .param("key", item.key())
                .param("until", timestamp(until))
                .update();
    }

    void judged(ItemJudgement judgement, Instant at, Optional<Instant> nextLookAt) {
        jdbc.sql(
                        """
                        update evaluation.items
                        set matched = :matched, service = :service, customer = :customer, judged_at = :at,
                            next_look_at = :next
                        where source = :source and item_key = :key
                        """)
                .param("matched", judgement.matched())
                .param("service", judgement.service())
                .param("customer", judgement.customer())
                .param("at", timestamp(at))
                .param("next", timestamp(nextLookAt), java.sql.Types.TIMESTAMP)
                .param("source", judgement.item().source())
                .param("key", judgement.item().key())
                .update();
    }

    long countUnmatched(String source) {
        return jdbc.sql("select count(*) from evaluation.items where source = :source and not matched")
                .param("source", source)
                .query(Long.class)
                .single();
    }

    List<UnmatchedItem> unmatched(String source, String afterKey, int limit) {
        return jdbc.sql(
                        """
                        select item_key, service, customer from evaluation.items
                        where source = :source and item_key > :after and not matched
                        order by item_key
                        limit :limit
                        """)
                .param("source", source)
                .param("after", afterKey)
                .param("limit", limit)
                .query((rs, n) -> new UnmatchedItem(
                        new ItemRef(source, rs.getString("item_key")),
                        rs.getString("service"),
                        rs.getString("customer")))
                .list();
    }
}
