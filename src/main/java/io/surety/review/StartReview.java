package io.surety.review;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.ReviewClause;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Opens reviews. At most one review of an agreement is open; what else comes due meanwhile is added to what that one
 * covers.
 */
@Service
@Transactional
public class StartReview {

    private final Agreements agreements;
    private final Reviews reviews;
    private final ReviewSchedule schedule;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    StartReview(
            Agreements agreements,
            Reviews reviews,
            ReviewSchedule schedule,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.agreements = agreements;
        this.reviews = reviews;
        this.schedule = schedule;
        this.time = time;
        this.events = events;
    }

    /**
     * Starts the earliest cycle not yet held among the current one and the next: early or late, it <em>is</em> that
     * cycle, and the schedule then skips it.
     *
     * @throws Refusal {@code review-open} if one is open, naming it; {@code no-review-agreed} if the agreement has no
     *     review clause; {@code not-in-force} if no version is in force
     */
    public Review cycle(String agreement, PersonId by) {
        Version version = prepare(agreement);
        ReviewCycles cycles = cycles(version);
        OptionalInt current = cycles.current(time.now());
        int first = current.orElse(0);
        Set<String> held = reviews.covered(agreement);
        int chosen = held.contains(ReviewCycles.key(first)) ? first + 1 : first;
        if (held.contains(ReviewCycles.key(chosen))) {
            throw Refusal.conflict(
                    "review-held",
                    "cycle " + chosen + ", the next one, has been held already; it was due at " + cycles.dueAt(chosen)
                            + ". Give a reason to hold an extra review");
        }
        return open(version, List.of(ReviewCycles.key(chosen)), "cycle " + chosen, by);
    }

    /**
     * Starts an extra review.
     *
     * @param idempotencyKey repeating a start with the same key answers with the review that the first one started
     */
    public Review extra(String agreement, String reason, String idempotencyKey, PersonId by) {
        String key = "manual:" + idempotencyKey;
        reviews.lock(agreement);
        Optional<Review> before =
                reviews.of(agreement).stream().filter(r -> r.key().equals(key)).findFirst();
        if (before.isPresent()) {
            return before.get();
        }
        return open(prepare(agreement), List.of(key), reason, by);
    }

    /** Starts a review because of an event, or adds the event to the one that is open; once for each event. */
    public void because(String agreement, String event, String reason) {
        reviews.lock(agreement);
        String key = "event:" + event;
        startOrCover(agreement, List.of(key), reason);
    }

    /**
     * Looks at what has come due: cycles, missed ones too, and the review before the end. Called when the schedule
     * wakes; does nothing if there is nothing to do.
     */
    public void due(Version version) {
        String agreement = version.ref().agreement();
        reviews.lock(agreement);
        Instant now = time.now();
        List<String> keys = new ArrayList<>();
        schedule.expiry(version).filter(e -> !now.isBefore(e.dueAt())).ifPresent(e -> keys.add(e.key()));
        if (version.document().spec().review() != null) {
            ReviewCycles cycles = cycles(version);
            cycles.current(now).ifPresent(current -> {
                for (int n = current; n >= 0; n--) {
                    if (!cycles.dueAt(n).isBefore(version.validity().from())) {
                        keys.add(ReviewCycles.key(n));
                    }
                }
            });
        }
        startOrCover(agreement, keys, "by schedule");
    }

    private void startOrCover(String agreement, List<String> keys, String reason) {
        Set<String> covered = reviews.covered(agreement);
        List<String> left = keys.stream().filter(k -> !covered.contains(k)).toList();
        if (left.isEmpty()) {
            return;
        }
        Optional<Review> open = reviews.open(agreement);
        if (open.isPresent()) {
            left.forEach(key -> reviews.cover(open.get().id(), key));
        } else {
            inForce(agreement).ifPresent(version -> open(version, left, reason, PersonId.SYSTEM));
        }
    }

    private Version prepare(String agreement) {
        reviews.lock(agreement);
        reviews.open(agreement).ifPresent(open -> {
            throw Refusal.conflict(
                    "review-open",
                    "review " + open.id() + " (" + open.key() + ") of " + agreement + " is open since "
                            + open.startedAt() + "; it has to end first");
        });
        return inForce(agreement)
                .orElseThrow(() -> Refusal.conflict(
                        "not-in-force", "no version of " + agreement + " is in force, so there is nothing to review"));
    }

    private Optional<Version> inForce(String agreement) {
        return agreements.inForce(agreement, time.now());
    }

    private Review open(Version version, List<String> keys, String reason, PersonId by) {
        Review review = new Review(
                new ReviewId(UUID.randomUUID()),
                version.ref(),
                keys.get(0),
                keys,
                reason,
                by,
                time.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        reviews.insert(review);
        events.publishEvent(new ReviewStarted(review.id(), version.ref()));
        return review;
    }

    private static ReviewCycles cycles(Version version) {
        ReviewClause clause = version.document().spec().review();
        if (clause == null) {
            throw Refusal.conflict(
                    "no-review-agreed",
                    version.ref().agreement() + " agrees on no periodic review; give a reason to hold an extra one");
        }
        return ReviewCycles.of(clause, version.document().spec().period().zone());
    }
}
