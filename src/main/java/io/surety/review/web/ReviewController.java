package io.surety.review.web;

import io.surety.agreement.Agreements;
import io.surety.party.Caller;
import io.surety.party.Role;
import io.surety.review.Review;
import io.surety.review.ReviewId;
import io.surety.review.Reviews;
import io.surety.review.StartReview;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Reviews", description = "The periodic look at an agreement, and what comes of it")
class ReviewController {

    private final Agreements agreements;
    private final StartReview start;
    private final Reviews reviews;

    ReviewController(Agreements agreements, StartReview start, Reviews reviews) {
        this.agreements = agreements;
        this.start = start;
        this.reviews = reviews;
    }

    @Operation(
            summary = "Start a review cycle",
            description = "Without a body it holds the earliest cycle not yet held among the current one and the next; "
                    + "with a reason it is an extra review, and needs an Idempotency-Key. "
                    + "409 review-open names the review that is open.")
    @PostMapping("/api/agreements/{id}/reviews")
    ResponseEntity<ReviewView> start(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable StartRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            Caller caller) {
        ofTheSides(id, caller);
        mayStart(caller);
        Review review = request == null || request.reason() == null
                ? start.cycle(id, caller.person())
                : start.extra(id, request.reason(), required(idempotencyKey), caller.person());
        return ResponseEntity.created(URI.create("/api/reviews/" + review.id())).body(view(review));
    }

    @Operation(summary = "The reviews of an agreement, oldest first")
    @GetMapping("/api/agreements/{id}/reviews")
    List<ReviewView> list(@PathVariable String id, Caller caller) {
        ofTheSides(id, caller);
        return reviews.of(id).stream().map(this::view).toList();
    }

    @Operation(summary = "A review with its evidence and statements")
    @GetMapping("/api/reviews/{id}")
    ReviewView get(@PathVariable UUID id, Caller caller) {
        Review review = reviews.get(new ReviewId(id));
        if (agreements.visibleTo(caller).stream()
                .noneMatch(
                        known -> known.ref().agreement().equals(review.version().agreement()))) {
            throw Refusal.notFound("review " + id);
        }
        ofTheSides(review.version().agreement(), caller);
        return view(review);
    }

    /** Its evidence says what the partners owe each other, which is none of a third party's business. */
    private void ofTheSides(String agreement, Caller caller) {
        if (!caller.sees(agreements.visible(agreement, caller).sides())) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "reviews-of-the-sides", "only provider and customer hold reviews");
        }
    }

    private static void mayStart(Caller caller) {
        if (!caller.administrator()
                && !caller.holds(Role.SERVICE_LEVEL_MANAGER)
                && !caller.holds(Role.CUSTOMER_REPRESENTATIVE)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "role-needed",
                    "a service level manager or a customer representative starts reviews");
        }
    }

    private static String required(@Nullable String idempotencyKey) {
        if (idempotencyKey == null || !idempotencyKey.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new Refusal(
                    Refusal.Kind.MALFORMED,
                    "idempotency-key-needed",
                    "an extra review needs the header Idempotency-Key, 1 to 100 letters, digits, dots, dashes or "
                            + "underscores, so that sending the request again starts no second one");
        }
        return idempotencyKey;
    }

    private ReviewView view(Review review) {
        return ReviewView.of(review, reviews.evidence(review.id()), reviews.statements(review.id()));
    }

    /** @param reason why an extra review is held; absent for a cycle */
    record StartRequest(@Nullable String reason) {}
}
