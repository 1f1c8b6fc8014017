package io.surety.evaluation.availability;

import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.DocumentCalendars;
import io.surety.agreement.document.Term;
import io.surety.agreement.reading.DocumentReading;
import io.surety.calendar.ServiceCalendar;
import io.surety.evaluation.verdict.PartPeriod;
import io.surety.evaluation.verdict.Periods;
import io.surety.evaluation.verdict.Verdict;
import io.surety.measurement.Contradiction;
import io.surety.measurement.CounterSample;
import io.surety.measurement.MaintenanceWindow;
import io.surety.measurement.Outage;
import io.surety.measurement.Sample;
import io.surety.party.OrganisationId;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A portal of northwind-it for acme and what happens to it; local times of Berlin. */
final class Portal {

    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Interval VALIDITY = new Interval(at("2026-01-01T00:00"), at("2027-01-01T00:00"));
    private static final OrganisationId PROVIDER = new OrganisationId("northwind-it");
    private static final OrganisationId CUSTOMER = new OrganisationId("acme");
    private static final String DOCUMENT =
            """
            apiVersion: surety/v1
            kind: Agreement
            metadata: {name: portal-acme, title: Portal}
            spec:
              type: SLA
              scope: customer
              parties:
                - {id: northwind-it, role: provider}
                - {id: acme, role: customer}
              period: {start: "2026-01-01", end: "2027-01-01", zone: Europe/Berlin, calendar: prime, notice: P90D, renewal: none}
              services: [{id: portal, description: customer portal}, {id: cart, description: cart, partOf: portal}, {id: search, description: search, partOf: cart}, {id: blog, description: blog}]
              calendars:
                - {id: prime, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR], from: "08:00", to: "18:00"}]}
                - {id: always, zone: Europe/Berlin, windows: [{days: [MO, TU, WE, TH, FR, SA, SU], from: "00:00", to: "24:00"}]}
              sources:
                - {id: tickets, kind: work-items, complete: watermark}
                - {id: probe, kind: samples, step: PT1M, staleAfter: PT3M, complete: samples}
                - {id: hits, kind: counters, complete: samples}
              terms: [{id: portal-up, service: portal, obligated: provider, TERM}]
              exclusions: [EXCLUSIONS]
            """;

    private static final Map<String, AgreementDocument> DOCUMENTS = new ConcurrentHashMap<>();
    private static final ReadDocument READER = DocumentReading.reader();

    final AgreementDocument document;
    private final List<Outage> outages = new ArrayList<>();
    private final List<MaintenanceWindow> maintenance = new ArrayList<>();
    private final List<Sample> samples = new ArrayList<>();
    private final List<CounterSample> counters = new ArrayList<>();
    private final List<Contradiction> contradictions = new ArrayList<>();
    private final List<Interval> suspensions = new ArrayList<>();
    private Optional<Instant> watermark = Optional.of(at("2027-01-01T00:00"));
    private Instant now = at("2027-01-01T00:00");

    /** @param term the rest of the term, from its measure on */
    Portal(String term, String... exclusions) {
        String text = DOCUMENT.replace("TERM", term).replace("EXCLUSIONS", String.join(", ", exclusions));
        this.document = DOCUMENTS.computeIfAbsent(
                text, t -> READER.read(t.getBytes(StandardCharsets.UTF_8)).document());
    }

    static Portal fromOutages(String... exclusions) {
        return new Portal(
                "measure: {kind: availability, from: outages, source: tickets}, target: {atLeast: \"99.9%\", calendar: always, per: month}",
                exclusions);
    }

    Portal outage(String id, String from, @Nullable String to, String cause, OrganisationId... confirmedBy) {
        outages.add(new Outage(
                "tickets",
                id,
                0,
                "portal",
                at(from),
                Optional.ofNullable(to).map(Portal::at),
                cause,
                null,
                "seen",
                Set.of(confirmedBy),
                at(from)));
        return this;
    }

    Portal outage(String id, String from, @Nullable String to) {
        return outage(id, from, to, "fault");
    }

    Portal causedByCustomer(String id, String from, String to) {
        return outage(id, from, to, "customer", PROVIDER, CUSTOMER);
    }

    Portal maintenance(String id, String from, String to, String announced) {
        return maintenance(id, from, to, announced, PROVIDER, CUSTOMER);
    }

    Portal maintenance(String id, String from, String to, String announced, OrganisationId... confirmedBy) {
        maintenance.add(new MaintenanceWindow(
                "tickets",
                id,
                0,
                0,
                "portal",
                new Interval(at(from), at(to)),
                at(announced),
                "notice",
                Set.of(confirmedBy),
                at(announced)));
        return this;
    }

    Portal sample(String at, boolean up) {
        samples.add(new Sample("probe", at, "portal", at(at), up));
        return this;
    }

    Portal counter(String at, long good, long total) {
        counters.add(new CounterSample("hits", at, "portal", at(at), good, total));
        return this;
    }

    Portal contradiction(String kind, String from, String to) {
        contradictions.add(new Contradiction(
                "tickets", "c", kind, new Interval(at(from), at(to)), new Diagnostic("/", "conflict", "two contents")));
        return this;
    }

    Portal suspended(String from, String to) {
        suspensions.add(new Interval(at(from), at(to)));
        return this;
    }

    Portal knownUntil(@Nullable String until) {
        watermark = Optional.ofNullable(until).map(Portal::at);
        return this;
    }

    Portal now(String local) {
        now = at(local);
        return this;
    }

    Portal shuffled(Random random) {
        Collections.shuffle(outages, random);
        Collections.shuffle(maintenance, random);
        Collections.shuffle(samples, random);
        Collections.shuffle(counters, random);
        return this;
    }

    Verdict june() {
        return judge(at("2026-06-15T00:00"));
    }

    /** The verdict of the period that contains the instant. */
    Verdict judge(Instant in) {
        return judgement(in).judge();
    }

    boolean juneIsLost() {
        JudgeAvailability june = judgement(at("2026-06-15T00:00"));
        return june.lost(june.judge());
    }

    private JudgeAvailability judgement(Instant in) {
        Facts facts = new Facts(outages, maintenance, samples, counters, contradictions, watermark);
        return JudgeAvailability.of(
                version(),
                term(),
                period(in),
                new ServiceTime(
                        version(),
                        term(),
                        target().calendar(),
                        calendar(document, target().calendar()),
                        calendar(document, "prime")),
                facts,
                now);
    }

    Version version() {
        return new Version(
                new VersionRef("portal-acme", 1),
                VersionState.ACTIVE,
                document,
                ContentHash.of("portal"),
                VALIDITY,
                suspensions,
                PersonId.SYSTEM,
                VALIDITY.from());
    }

    Term term() {
        return document.spec().terms().get(0);
    }

    PartPeriod period(Instant in) {
        return Periods.part(new Periods(target().per(), BERLIN).containing(in), VALIDITY);
    }

    private Term.PeriodTarget target() {
        return Objects.requireNonNull(term().target());
    }

    static ServiceCalendar calendar(AgreementDocument document, String id) {
        CalendarClause clause = document.spec().calendars().stream()
                .filter(c -> c.id().equals(id))
                .findFirst()
                .orElseThrow();
        return ServiceCalendar.of(DocumentCalendars.definition(clause, null));
    }

    static OrganisationId customer() {
        return CUSTOMER;
    }

    static OrganisationId provider() {
        return PROVIDER;
    }

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
