package io.surety.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.surety.calendar.Due;
import io.surety.evaluation.ClockId;
import io.surety.evaluation.ClockView.Decision;
import io.surety.evaluation.clock.JudgedClock;
import io.surety.evaluation.forecast.ForecastScore.Scored;
import io.surety.evaluation.ledger.TimeEntry;
import io.surety.evaluation.ledger.TimeLabel;
import io.surety.testing.RealIncidents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * How good our forecasts are on incidents of a real service desk ({@code domain.md} 5.3): learnt from the first 70 % by
 * creation, scored on the rest, beside the base rate. {@code -Dsurety.docs.write=true} writes the page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForecastOfIncidentsTest {

    static final List<String> MARKS = List.of("at its start", "25 %", "50 %", "75 %", "at a census");
    static final List<String> TERMS = List.of("respond", "resolve");

    private static final Path PAGE = Path.of("docs/breach-forecasts.md");
    private static final int CENSUSES = 60;

    private KnownIncidents incidents;
    private List<String> first;
    private List<String> rest;
    private Map<String, ForecastScore> heldOut;
    private Map<String, ForecastScore> asKnown;

    /** An open clock at an instant, and what came of it. */
    private record Asked(String mark, Instant at, JudgedClock clock, boolean late) {}

    @BeforeAll
    void askAboutTheRest() throws IOException {
        assumeTrue(Files.exists(RealIncidents.FILE), RealIncidents.FILE + " is not there");
        incidents = new KnownIncidents();
        List<String> all = incidents.byCreation();
        first = all.subList(0, all.size() * 7 / 10);
        rest = all.subList(first.size(), all.size());
        heldOut = new LinkedHashMap<>();
        asKnown = new LinkedHashMap<>();
        for (String term : TERMS) {
            List<Asked> asked = asked(term);
            SimilarClocks finals = known(term, first, RealIncidents.END);
            heldOut.put(term, score(asked, at -> finals));
            Map<Instant, SimilarClocks> byHour = new HashMap<>();
            asKnown.put(
                    term,
                    score(
                            asked,
                            at -> byHour.computeIfAbsent(
                                    at.truncatedTo(ChronoUnit.HOURS), hour -> known(term, all, hour))));
        }
    }

    private SimilarClocks known(String term, List<String> of, Instant at) {
        return new SimilarClocks(of.stream()
                .filter(i -> !incidents.created(i).isAfter(at))
                .flatMap(i -> incidents.asOf(i, at).stream())
                .filter(c -> c.term().equals(term))
                .flatMap(c -> KnownIncidents.course(c).stream())
                .toList());
    }

    private static ForecastScore score(List<Asked> asked, Function<Instant, SimilarClocks> known) {
        List<Scored> scored = new ArrayList<>();
        int withheld = 0;
        for (Asked one : asked) {
            SimilarClocks similar = known.apply(one.at);
            Course now = KnownIncidents.course(one.clock).orElseThrow();
            BreachForecast forecast = similar.forecast(now);
            if (forecast.probability().isEmpty()) {
                withheld++;
            } else {
                scored.add(new Scored(
                        one.mark,
                        forecast.probability().get().doubleValue(),
                        similar.baseRate().orElseThrow(),
                        one.late));
            }
        }
        return ForecastScore.of(scored, withheld, MARKS);
    }

    private List<Asked> asked(String term) {
        List<Asked> asked = new ArrayList<>();
        for (String incident : rest) {
            for (JudgedClock last : incidents.asOf(incident, RealIncidents.END)) {
                if (last.term().equals(term) && last.decision().isPresent() && !last.bornLate()) {
                    instants(last).forEach((mark, at) -> open(incident, last, mark, at)
                            .ifPresent(asked::add));
                }
            }
        }
        censuses()
                .forEach(at -> rest.forEach(incident -> incidents.asOf(incident, RealIncidents.END).stream()
                        .filter(c -> c.term().equals(term) && c.decision().isPresent() && !c.bornLate())
                        .forEach(c -> open(incident, c, "at a census", at).ifPresent(asked::add))));
        return asked;
    }

    /** As it was known at the instant, if it was open then. */
    private Optional<Asked> open(String incident, JudgedClock last, String mark, Instant at) {
        ClockId id = last.id();
        boolean late = !last.decision().map(Decision::met).orElseThrow();
        return incidents.asOf(incident, at).stream()
                .filter(c -> c.id().equals(id) && KnownIncidents.open(c))
                .findFirst()
                .map(c -> new Asked(mark, at, c, late));
    }

    /** When a clock came to its target, and when shares of it were used up, as far as it came. */
    private static Map<String, Instant> instants(JudgedClock clock) {
        Map<String, Instant> instants = new LinkedHashMap<>();
        instants.put("at its start", clock.matchedAt());
        long target = clock.due().map(Due::openMillis).orElseThrow();
        for (int quarter = 1; quarter < 4; quarter++) {
            long left = target * quarter / 4;
            for (TimeEntry entry : clock.ledger().entries()) {
                if (entry.mark().label() == TimeLabel.GOOD) {
                    if (left < entry.millis()) {
                        Instant at = entry.from().plusMillis(left);
                        if (at.isAfter(clock.matchedAt())) {
                            instants.put(25 * quarter + " %", at);
                        }
                        break;
                    }
                    left -= entry.millis();
                }
            }
        }
        return instants;
    }

    /** Instants that have nothing to do with any incident, in the ten days after the first 70 % had been created. */
    private List<Instant> censuses() {
        Random random = new Random(20160302);
        Instant from = incidents.created(rest.get(0));
        long span = Duration.ofDays(10).toMillis();
        return Stream.generate(() -> from.plusMillis((long) (random.nextDouble() * span)))
                .limit(CENSUSES)
                .toList();
    }

    @Test
    void judgesTheIncidentsAsTheyAreJudgedInTheDatabase() {
        List<Course> resolved = Stream.concat(first.stream(), rest.stream())
                .flatMap(i -> incidents.asOf(i, RealIncidents.END).stream())
                .filter(c -> c.term().equals("resolve") && c.decision().isPresent())
                .map(c -> KnownIncidents.course(c)
                        .orElse(new Course(c.target(), "", 1, Optional.empty(), Course.Outcome.LATE)))
                .toList();
        assertThat(resolved).hasSize(522);
        assertThat(resolved.stream().filter(Course::late))
                .as("as docs/real-incidents.md says")
                .hasSize(192);
    }

    @Test
    void isBetterThanTheBaseRate_5_3() {
        for (String term : TERMS) {
            for (ForecastScore score : List.of(heldOut.get(term), asKnown.get(term))) {
                assertThat(score.forecasts()).as(term).isGreaterThan(100);
                assertThat(score.brier()).as(term).isLessThan(score.baseRate());
            }
        }
    }

    /** The future is cut off before it is asked, so the same comes of a log that ends there. */
    @Test
    void whatIsKnownAtAnInstantNamesNothingThatHappenedLater_5_3() {
        Instant at = Instant.parse("2016-03-03T12:00:00Z");
        for (String incident : Stream.concat(first.stream(), rest.stream()).toList()) {
            for (JudgedClock clock : incidents.asOf(incident, at)) {
                assertThat(clock.decision().map(Decision::at).orElse(at)).isBeforeOrEqualTo(at);
            }
        }
        long finished = known("resolve", first, at).finished();
        assertThat(finished)
                .isPositive()
                .isLessThan(known("resolve", first, RealIncidents.END).finished());
    }

    @Test
    void saysInTheDocsHowGoodItIs() throws IOException {
        String page = new ForecastPage(first.size(), rest.size(), heldOut, asKnown).text();
        if (Boolean.getBoolean("surety.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }
}
