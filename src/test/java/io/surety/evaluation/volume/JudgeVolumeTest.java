package io.surety.evaluation.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.Term;
import io.surety.agreement.reading.DocumentReading;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.clock.Delivered;
import io.surety.evaluation.clock.JudgeDeliveries;
import io.surety.evaluation.ledger.Account;
import io.surety.evaluation.ledger.AccountEntry;
import io.surety.evaluation.ledger.AccountLabel;
import io.surety.evaluation.verdict.NotDetermined;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.ItemEvent;
import io.surety.measurement.ItemHistory;
import io.surety.measurement.ItemRef;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.testing.TestCalendars;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@code volume} of {@code domain.md} 4, for the leads of marketing and sales in June 2026 (22 business days). */
class JudgeVolumeTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: leads, title: Leads}
            spec:
              type: SLA
              scope: service
              parties: [{id: marketing, role: provider}, {id: sales, role: customer}]
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: office, notice: P30D, renewal: none}
              services: [{id: leads, description: leads}]
              calendars: [{id: office, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "09:00", to: "18:00"}]}]
              sources: [{id: crm, kind: work-items, complete: watermark}]
              terms:
                - id: volume
                  service: leads
                  obligated: provider
                  measure:
                    kind: volume
                    of: lead
                    source: crm
                    start: {event: delivered}
                    subsets:
                      - {id: decision, when: {segment: [enterprise], seniority: [director]}, committed: 2, value: "500.00"}
                      - {id: enterprise, when: {segment: [enterprise]}, committed: 3, value: "150.00"}
                      - {id: midmarket, when: {segment: [midmarket]}, committed: 4, value: "120.00"}
                    refuse: {reasons: [wrong-region, no-need], within: P3BD}
                  target: {each: "50%", weighted: "60%", calendar: office, per: month}
                  MORE
              reporting: {finalAfter: P5BD}
            """;

    private final Map<String, List<ItemEvent>> items = new HashMap<>();
    private String more = "";
    private Interval validity = new Interval(at("2026-01-01T00:00"), at("2027-01-01T00:00"));
    private List<Interval> suspensions = List.of();
    private Instant known = at("2027-01-01T00:00");

    @Test
    void domain4AcceptedOverCommittedOfEachSubsetAndWeightedByValue() {
        lead("a", "2026-06-01T10:00", "enterprise", "director");
        lead("b", "2026-06-02T10:00", "enterprise", "intern");
        lead("c", "2026-06-03T10:00", "midmarket", "intern");
        lead("d", "2026-06-04T10:00", "midmarket", "director");
        lead("e", "2026-06-05T10:00", "tiny", "director");
        lead("f", "2026-07-01T00:00", "enterprise", "director");

        assertThat(share("decision")).isEqualTo(Ratio.of(1, 2));
        assertThat(share("enterprise")).isEqualTo(Ratio.of(1, 3));
        assertThat(share("midmarket")).isEqualTo(Ratio.of(2, 4));
        // 500 + 150 + 240 of 1000 + 450 + 480
        assertThat(share("weighted")).isEqualTo(Ratio.of(890, 1930));
        assertThat(of("decision").value()).isEqualTo(VerdictValue.FULFILLED);
        assertThat(of("enterprise").value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(of("weighted").value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(entry("weighted", "e").label()).isEqualTo(AccountLabel.NOT_COUNTED);
        assertThat(entry("weighted", "e").why()).isEqualTo("no-subset");
        assertThat(account("weighted").inputs()).isEqualTo(Ratio.of(890, 1));
        assertThat(account("weighted").committed()).isEqualTo(Ratio.of(1930, 1));
    }

    @Test
    void domain4MoreThanCommittedIsMoreThanAll() {
        for (int i = 0; i < 5; i++) {
            lead("l" + i, "2026-06-0%dT10:00".formatted(i + 1), "midmarket", "intern");
        }

        assertThat(share("midmarket")).isEqualTo(Ratio.of(5, 4));
    }

    @Test
    void domain4RefusedInTimeWithAReasonIsNotCountedAndLaterItStands() {
        lead("in-time", "2026-06-01T10:00", "midmarket", "intern");
        refuse("in-time", "2026-06-04T18:00", "no-need");
        lead("breach-instant", "2026-06-01T10:00", "midmarket", "intern");
        refuse("breach-instant", "2026-06-05T09:00", "no-need");
        lead("late", "2026-06-01T10:00", "midmarket", "intern");
        refuse("late", "2026-06-05T09:01", "no-need");
        lead("no-reason", "2026-06-01T10:00", "midmarket", "intern");
        refuse("no-reason", "2026-06-01T11:00", "do-not-like-it");

        assertThat(entry("midmarket", "in-time").label()).isEqualTo(AccountLabel.NOT_COUNTED);
        assertThat(entry("midmarket", "in-time").why()).isEqualTo("no-need");
        assertThat(entry("midmarket", "breach-instant").label()).isEqualTo(AccountLabel.NOT_COUNTED);
        assertThat(entry("midmarket", "late").label()).isEqualTo(AccountLabel.GOOD);
        assertThat(entry("midmarket", "no-reason").label()).isEqualTo(AccountLabel.GOOD);
        assertThat(share("midmarket")).isEqualTo(Ratio.of(2, 4));
    }

    @Test
    void domain4ARefusedLeadCountsInThePeriodOfItsDelivery() {
        lead("last", "2026-06-30T17:00", "midmarket", "intern");
        refuse("last", "2026-07-03T12:00", "no-need");

        assertThat(entry("midmarket", "last").label()).isEqualTo(AccountLabel.NOT_COUNTED);
        assertThat(entry("midmarket", "last").at()).isEqualTo(at("2026-06-30T17:00"));
    }

    @Test
    void domain4ARefusalThatIsTakenBackIsNone() {
        lead("a", "2026-06-01T10:00", "midmarket", "intern");
        refuse("a", "2026-06-02T10:00", "no-need");
        event("a", "2026-06-03T10:00", "accepted", Map.of("state", "Open"));

        assertThat(entry("midmarket", "a").label()).isEqualTo(AccountLabel.GOOD);
    }

    @Test
    void domain4DuplicatesMergedAndDeletedAreNotCounted() {
        lead("a", "2026-06-01T10:00", "midmarket", "intern");
        event("a", "2026-06-20T10:00", "duplicate", Map.of());
        lead("b", "2026-06-01T10:00", "midmarket", "intern");
        event("b", "2026-06-20T10:00", "merged", Map.of());

        assertThat(entry("midmarket", "a").why()).isEqualTo("duplicate");
        assertThat(entry("midmarket", "b").why()).isEqualTo("merged");
        assertThat(share("midmarket")).isEqualTo(Ratio.ZERO);
    }

    @Test
    void domain4CommittedIsProRatedByBusinessDaysInAPartPeriodUnrounded() {
        // From Wednesday 17 June: 10 of 22 business days.
        validity = new Interval(at("2026-06-17T00:00"), at("2027-01-01T00:00"));
        lead("a", "2026-06-18T10:00", "midmarket", "intern");

        assertThat(account("midmarket").committed()).isEqualTo(Ratio.of(4 * 10, 22));
        assertThat(share("midmarket")).isEqualTo(Ratio.of(22, 40));
    }

    @Test
    void domain22SuspendedDaysOweNothingAndWhatCameThenIsNotCounted() {
        suspensions = List.of(new Interval(at("2026-06-08T00:00"), at("2026-06-13T00:00")));
        lead("a", "2026-06-09T10:00", "midmarket", "intern");

        assertThat(account("midmarket").committed()).isEqualTo(Ratio.of(4 * 17, 22));
        assertThat(entry("midmarket", "a").why()).isEqualTo("suspension");
    }

    @Test
    void domain4NothingDeliveredIsViolatedAndNothingKnownIsNotDetermined() {
        assertThat(of("midmarket").value()).isEqualTo(VerdictValue.VIOLATED);
        assertThat(share("midmarket")).isEqualTo(Ratio.ZERO);
        known = at("2026-06-01T00:00");
        assertThat(of("midmarket").reason()).contains(NotDetermined.NO_DATA);
        known = at("2026-06-16T00:00");
        assertThat(of("midmarket").reason()).contains(NotDetermined.BELOW_COMPLETENESS);
        assertThat(of("midmarket").completeness()).contains(Ratio.of(1, 2));
    }

    @Test
    void domain52AContradictedLeadIsUnknown() {
        lead("a", "2026-06-01T10:00", "midmarket", "intern");
        lead("b", "2026-06-01T10:00", "midmarket", "intern");

        Verdict verdict = judge(List.of("b")).get(2);
        assertThat(verdict.share()).contains(Ratio.of(1, 4));
        assertThat(verdict.completeness()).contains(Ratio.of(1, 2));
    }

    @Test
    void domain4WhileTheConditionIsFalseNothingIsDetermined() {
        more = "onlyIf: {items: {atLeast: 2}, per: month}";
        lead("a", "2026-06-01T10:00", "midmarket", "intern");
        assertThat(of("midmarket").reason()).contains(NotDetermined.CONDITION_FALSE);
        lead("b", "2026-06-01T10:00", "midmarket", "intern");
        assertThat(of("midmarket").reason()).isEmpty();
    }

    /** Against a plain walk over the leads; in any order of their events. */
    @Test
    void theAccountsSumToTheLeadsThatWereTakenInAnyOrder_5_1() {
        Random random = new Random(21);
        String[] segments = {"enterprise", "midmarket", "tiny"};
        String[] seniorities = {"director", "intern"};
        for (int round = 0; round < 50; round++) {
            items.clear();
            long value = 0;
            int midmarket = 0;
            for (int i = random.nextInt(30); i > 0; i--) {
                String segment = segments[random.nextInt(3)];
                String seniority = seniorities[random.nextInt(2)];
                int day = random.nextInt(1, 31);
                lead("l" + i, "2026-06-%02dT10:00".formatted(day), segment, seniority);
                boolean refused = random.nextInt(4) == 0;
                if (refused) {
                    refuse("l" + i, "2026-06-%02dT10:30".formatted(day), "no-need");
                }
                if (segment.equals("midmarket")) {
                    midmarket += refused ? 0 : 1;
                    value += 120;
                } else if (segment.equals("enterprise")) {
                    value += seniority.equals("director") ? 500 : 150;
                }
            }
            List<Verdict> once = judge(List.of());
            items.values().forEach(events -> Collections.shuffle(events, random));
            assertThat(judge(List.of())).isEqualTo(once);
            assertThat(share("midmarket")).isEqualTo(Ratio.of(midmarket, 4));
            assertThat(account("weighted").inputs()).isEqualTo(Ratio.of(value, 1));
        }
    }

    private void lead(String id, String at, String segment, String seniority) {
        event(id, at, "created", Map.of("service", "leads", "segment", segment, "seniority", seniority));
        event(id, at, "delivered", Map.of("state", "Delivered"));
    }

    private void refuse(String id, String at, String reason) {
        event(id, at, "changed", Map.of("state", "Refused", "reason", reason));
    }

    private void event(String id, String at, String type, Map<String, String> attributes) {
        List<ItemEvent> events = items.computeIfAbsent(id, i -> new ArrayList<>());
        events.add(new ItemEvent(
                new ItemRef("crm", id), id + events.size(), 0, at(at), at(at), events.size(), type, "", attributes));
    }

    private Verdict of(String target) {
        return judge(List.of()).stream()
                .filter(v -> v.target().orElseThrow().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private Ratio share(String target) {
        return of(target).share().orElseThrow();
    }

    private Account account(String target) {
        return (Account) of(target).ledger();
    }

    private AccountEntry entry(String target, String item) {
        return account(target).entries().stream()
                .filter(e -> e.id().equals("crm/" + item))
                .findFirst()
                .orElseThrow();
    }

    private List<Verdict> judge(List<String> contradicted) {
        ParsedDocument parsed =
                DocumentReading.reader().read(DOCUMENT.replace("MORE", more).getBytes(StandardCharsets.UTF_8));
        Version version = new Version(
                new VersionRef("leads", 1),
                VersionState.ACTIVE,
                parsed.document(),
                parsed.hash(),
                validity,
                suspensions,
                PersonId.SYSTEM,
                validity.from());
        Term term = parsed.document().spec().terms().get(0);
        TestCalendars calendars = new TestCalendars();
        List<Delivered> delivered = items.entrySet().stream()
                .map(e -> new ItemHistory(
                        new ItemRef("crm", e.getKey()),
                        e.getValue(),
                        contradicted.contains(e.getKey())
                                ? List.of(new Diagnostic("/events/0", "conflict", "two contents"))
                                : List.of()))
                .flatMap(history -> new JudgeDeliveries(calendars)
                        .judge(history, List.of(version), at("2030-01-01T00:00")).stream())
                .toList();
        return new JudgeVolume(
                        version,
                        term,
                        Periods.part(new Periods(term.per(), BERLIN).containing(at("2026-06-20T00:00")), validity),
                        calendars.of(parsed.document(), "office"),
                        delivered,
                        known)
                .judge();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
