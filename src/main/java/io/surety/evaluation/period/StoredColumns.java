package io.surety.evaluation.period;

import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Verdicts by column, for one statement that writes them all. */
final class StoredColumns {

    private final List<Judged> judged;
    private final List<StoredVerdict> all;

    StoredColumns(List<Judged> judged) {
        this.judged = judged;
        this.all = judged.stream().map(Judged::after).toList();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** What never changes, and what does. */
    Map<String, Object> whole() {
        Map<String, Object> columns = changing();
        columns.put("agreement", texts(v -> v.version().agreement()));
        columns.put("version", numbers(v -> v.version().number()));
        columns.put("term", texts(Verdict::term));
        columns.put("target", texts(v -> v.target().orElse("")));
        columns.put("periodFrom", instants(s -> s.verdict().period().period().from()));
        columns.put("periodTo", instants(s -> s.verdict().period().period().to()));
        columns.put("partFrom", instants(s -> s.verdict().period().part().from()));
        return columns;
    }

    /** What judging again may change, and the id. */
    Map<String, Object> changing() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("id", of(s -> s.id().toString()));
        columns.put("partTo", instants(s -> s.verdict().period().part().to()));
        columns.put("state", of(s -> s.state().name()));
        columns.put("value", texts(v -> v.value().name()));
        columns.put("reason", texts(v -> v.reason().map(Enum::name).orElse(null)));
        columns.put("share", texts(v -> v.share().map(Object::toString).orElse(null)));
        columns.put(
                "completeness",
                texts(v -> v.completeness().map(Object::toString).orElse(null)));
        columns.put("count", numbers(Verdict::count));
        columns.put("percentiles", texts(v -> v.percentiles().map(Columns::json).orElse(null)));
        columns.put("ledger", judged.stream().map(j -> j.ledger().key()).toArray(String[]::new));
        columns.put("watermark", instants(s -> s.watermark().orElse(null)));
        columns.put("hash", of(s -> s.documentHash().hex()));
        columns.put("tzdata", of(StoredVerdict::tzdata));
        columns.put("code", of(StoredVerdict::codeVersion));
        columns.put("judgedAt", instants(StoredVerdict::judgedAt));
        columns.put("finalDueAt", instants(StoredVerdict::finalDueAt));
        columns.put("serial", all.stream().map(StoredVerdict::serial).toArray(Long[]::new));
        return columns;
    }

    private @Nullable String[] of(Function<StoredVerdict, String> column) {
        return all.stream().map(column).toArray(String[]::new);
    }

    private @Nullable String[] texts(Function<Verdict, @Nullable String> column) {
        return all.stream().map(StoredVerdict::verdict).map(column).toArray(String[]::new);
    }

    private Integer[] numbers(ToLongFunction<Verdict> column) {
        return all.stream()
                .map(s -> Math.toIntExact(column.applyAsLong(s.verdict())))
                .toArray(Integer[]::new);
    }

    /** As texts, because the driver writes no arrays of instants. */
    private @Nullable String[] instants(Function<StoredVerdict, @Nullable Instant> column) {
        return all.stream()
                .map(column)
                .map(instant -> instant == null ? null : instant.toString())
                .toArray(String[]::new);
    }
}
