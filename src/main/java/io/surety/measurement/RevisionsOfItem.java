package io.surety.measurement;

import io.surety.measurement.PastKnowledge.PastOfItem;
import io.surety.measurement.RevisionsOfRecord.Revision;
import io.surety.measurement.RevisionsOfRecord.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All revisions of every record that was ever about one item: by them each record had a standing at each instant. */
final class RevisionsOfItem implements PastOfItem {

    private final ItemRef item;
    private final List<Received> revisions = new ArrayList<>();

    RevisionsOfItem(ItemRef item) {
        this.item = item;
    }

    /** A revision as it was received; its body is read once however often it is asked for, and not before. */
    static final class Received {

        private final String id;
        private final Revision revision;
        private final long line;
        private final Instant at;
        private final @Nullable String subject;
        private final @Nullable String body;
        private Content.@Nullable WorkItem content;

        /** @param subject the item that it is about; null, as is the body, for a withdrawal */
        Received(String id, Revision revision, long line, Instant at, @Nullable String subject, @Nullable String body) {
            this.id = id;
            this.revision = revision;
            this.line = line;
            this.at = at;
            this.subject = subject;
            this.body = body;
        }

        private HistoryOfItem.Event event() {
            if (content == null) {
                content = RecordRow.content(Objects.requireNonNull(body), Content.WorkItem.class);
            }
            return new HistoryOfItem.Event(id, revision.number(), at, line, content);
        }
    }

    void add(Received revision) {
        revisions.add(revision);
    }

    @Override
    public List<Instant> receipts() {
        return revisions.stream().map(r -> r.at).distinct().sorted().toList();
    }

    @Override
    public ItemHistory knownAt(Instant then) {
        List<Received> known =
                revisions.stream().filter(r -> !r.at.isAfter(then)).toList();
        Map<String, RevisionsOfRecord> records = new HashMap<>();
        known.forEach(r ->
                records.computeIfAbsent(r.id, id -> new RevisionsOfRecord()).add(r.revision));
        HistoryOfItem history = new HistoryOfItem(item);
        for (Received r : known) {
            if (!item.key().equals(r.subject) || r.body == null) {
                continue;
            }
            Standing standing = Objects.requireNonNull(records.get(r.id)).standing(r.revision);
            if (standing == Standing.CONFLICTING) {
                history.addConflict(r.id, r.revision.number());
            } else if (standing == Standing.COUNTS) {
                history.add(r.event());
            }
        }
        return history.history();
    }
}
