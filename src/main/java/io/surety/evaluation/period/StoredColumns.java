package io.surety.evaluation.period;

import io.surety.evaluation.ledger.LedgerJson;
import io.surety.evaluation.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Verdicts by column, for one statement that writes them all. */
final class StoredColumns {

    private final List<StoredVerdict> all;

    StoredColumns(List<StoredVerdict> all) {
        this.all = all;
    }

    Map<String, Object> byName() {
        return Map.ofEntries(
                Map.entry("id", all.stream().map(v -> v.id().toString()).toArray(String[]::new)),
                Map.entry("agreement", texts(v -> v.version().agreement())),
                Map.entry("version", numbers(v -> v.version().number())),
                Map.entry("term", texts(Verdict::term)),
                Map.entry("target", texts(v -> v.target().orElse(""))),
                Map.entry(
                        "periodFrom",
                        instants(s -> s.verdict().period().period().from())),
                Map.entry(
                        "periodTo", instants(s -> s.verdict().period().period().to())),
                Map.entry("partFrom", instants(s -> s.verdict().period().part().from())),
                Map.entry("partTo", instants(s -> s.verdict().period().part().to())),
                Map.entry("state", all.stream().map(s -> s.state().name()).toArray(String[]::new)),
                Map.entry("value", texts(v -> v.value().name())),
                Map.entry("reason", texts(v -> v.reason().map(Enum::name).orElse(null))),
                Map.entry("share", texts(v -> v.share().map(Object::toString).orElse(null))),
                Map.entry(
                        "completeness",
                        texts(v -> v.completeness().map(Object::toString).orElse(null))),
                Map.entry("count", numbers(Verdict::count)),
                Map.entry(
                        "percentiles",
                        texts(v -> v.percentiles().map(Columns::json).orElse(null))),
                Map.entry("ledger", texts(v -> LedgerJson.write(v.ledger()))),
                Map.entry("watermark", instants(s -> s.watermark().orElse(null))),
                Map.entry("hash", all.stream().map(s -> s.documentHash().hex()).toArray(String[]::new)),
                Map.entry("tzdata", all.stream().map(StoredVerdict::tzdata).toArray(String[]::new)),
                Map.entry("code", all.stream().map(StoredVerdict::codeVersion).toArray(String[]::new)),
                Map.entry("judgedAt", instants(StoredVerdict::judgedAt)),
                Map.entry("finalDueAt", instants(StoredVerdict::finalDueAt)),
                Map.entry("serial", all.stream().map(StoredVerdict::serial).toArray(Long[]::new)));
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
