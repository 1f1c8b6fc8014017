package io.surety.evaluation.internal;

import static io.surety.evaluation.internal.Columns.timestamp;

import io.surety.evaluation.Clocks.UnmatchedItem;
import io.surety.evaluation.clock.ItemJudgement;
import io.surety.evaluation.clock.RemainingWork;
import io.surety.measurement.ItemRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
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

    /**
     * Locks the items to the end of the transaction, always in the same order, and makes those that are not there, but not
     * their clocks. Whoever judges several batches in one transaction locks all items and then all their clocks first: what
     * is told of the first batch takes other locks.
     *
     * @return those that were made: nothing is known of them, and they have no clocks
     */
    Set<ItemRef> lock(Collection<ItemRef> items) {
        List<ItemRef> ordered = items.stream().distinct().sorted(LOCK_ORDER).toList();
        // A row that conflicts is locked even where it is not updated; only rows that are inserted are returned.
        return Set.copyOf(jdbc.sql(
                        """
                        insert into evaluation.items (source, item_key)
                        select * from unnest(:sources, :keys) as wanted(source, item_key) order by 1, 2
                        on conflict (source, item_key) do update set matched = excluded.matched where false
                        returning source, item_key
                        """)
                .param("sources", sources(ordered))
                .param("keys", keys(ordered))
                .query(ItemRows::item)
                .list());
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
                .query(ItemRows::item)
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

    private static ItemRef item(ResultSet rs, int n) throws SQLException {
        return new ItemRef(rs.getString(1), rs.getString(2));
    }

    private static String[] sources(Collection<ItemRef> items) {
        return texts(items, ItemRef::source);
    }

    private static String[] keys(Collection<ItemRef> items) {
        return texts(items, ItemRef::key);
    }

    private static <T> String[] texts(Collection<T> things, Function<T, String> text) {
        return things.stream().map(text).toArray(String[]::new);
    }

    /** Has the scan look at them at once, and not at their clocks before that. */
    void makeDue(Collection<ItemRef> locked, Instant now) {
        jdbc.sql(
                        """
                        update evaluation.items set next_look_at = :due
                        where (source, item_key) in (select * from unnest(:sources, :keys))
                        """)
                .param("due", timestamp(now.minusMillis(1)))
                .param("sources", sources(locked))
                .param("keys", keys(locked))
                .update();
        jdbc.sql(
                        """
                        update evaluation.clocks set next_threshold_at = null, coming = ''
                        where next_threshold_at is not null
                          and (source, item_key) in (select * from unnest(:sources, :keys))
                        """)
                .param("sources", sources(locked))
                .param("keys", keys(locked))
                .update();
    }

    void postpone(ItemRef item, Instant until) {
        jdbc.sql("update evaluation.items set next_look_at = :until where source = :source and item_key = :key")
                .param("source", item.source())
                .param("key", item.key())
                .param("until", timestamp(until))
                .update();
    }

    /** What came of judging them; only a known event brings the scan back to an item, its marks are its clocks'. */
    void judged(List<ItemJudgement> judgements, Instant at) {
        // They are there; what conflicts is found by the key, however few rows there were when it was planned.
        jdbc.sql(
                        """
                        insert into evaluation.items (source, item_key, matched, service, customer, judged_at,
                            next_look_at, remaining_work_millis, remaining_work_at)
                        select source, item_key, matched, service, customer, :at::timestamptz, next_look_at, work, work_at
                        from unnest(:sources, :keys, :matched, :services, :customers, :next::timestamptz[], :work::bigint[],
                                :workAt::timestamptz[])
                            as j(source, item_key, matched, service, customer, next_look_at, work, work_at)
                        on conflict (source, item_key) do update set
                            matched = excluded.matched, service = excluded.service, customer = excluded.customer,
                            judged_at = excluded.judged_at, next_look_at = excluded.next_look_at,
                            remaining_work_millis = excluded.remaining_work_millis,
                            remaining_work_at = excluded.remaining_work_at
                        """)
                .param("at", timestamp(at))
                .param("sources", sources(items(judgements)))
                .param("keys", keys(items(judgements)))
                .param(
                        "matched",
                        judgements.stream().map(ItemJudgement::matched).toArray(Boolean[]::new))
                .param("services", texts(judgements, ItemJudgement::service))
                .param("customers", texts(judgements, ItemJudgement::customer))
                .param(
                        "next",
                        Columns.optionals(judgements.stream()
                                .map(ItemJudgement::nextEvent)
                                .toList()))
                .param("work", work(judgements))
                .param(
                        "workAt",
                        Columns.optionals(judgements.stream()
                                .map(j -> j.remainingWork().map(RemainingWork::saidAt))
                                .toList()))
                .update();
    }

    private static @Nullable Long[] work(List<ItemJudgement> judgements) {
        return judgements.stream()
                .map(j -> j.remainingWork().map(RemainingWork::millis).orElse(null))
                .toArray(Long[]::new);
    }

    private static List<ItemRef> items(List<ItemJudgement> judgements) {
        return judgements.stream().map(ItemJudgement::item).toList();
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
