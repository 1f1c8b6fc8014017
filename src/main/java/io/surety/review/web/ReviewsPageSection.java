package io.surety.review.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.review.Review;
import io.surety.review.ReviewSchedule;
import io.surety.review.Reviews;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** On an agreement's page: its reviews, and when the next one is due. */
@Component
class ReviewsPageSection implements AgreementPageSection {

    private static final int MOST = 12;

    private final Reviews reviews;
    private final ReviewSchedule schedule;
    private final Parties parties;

    ReviewsPageSection(Reviews reviews, ReviewSchedule schedule, Parties parties) {
        this.reviews = reviews;
        this.schedule = schedule;
        this.parties = parties;
    }

    record Row(Review review, String startedBy) {}

    @Override
    public int order() {
        return 40;
    }

    @Override
    public String template() {
        return "review/agreement-section";
    }

    @Override
    public String fragment() {
        return "reviews";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        List<Row> rows = reviews.of(version.ref().agreement()).stream()
                .sorted(Comparator.comparing(Review::startedAt).reversed())
                .limit(MOST)
                .map(review -> new Row(review, starter(review)))
                .toList();
        return Map.of(
                "rows", rows,
                "next", schedule.nextDue(version),
                "zone", version.document().spec().period().zone());
    }

    private String starter(Review review) {
        return parties.person(review.startedBy())
                .map(Person::name)
                .orElse(review.startedBy().value());
    }
}
