package io.surety.onboarding;

import static io.surety.workflow.FormText.plain;

import io.surety.agreement.Agreements;
import io.surety.agreement.document.Spec;
import io.surety.measurement.Measurements;
import io.surety.onboarding.OnboardingCase.Tracking;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.TimeSource;
import io.surety.workflow.TaskRefused;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a third party and those who rely on it enter in the tasks of an onboarding, and what of it cannot be taken. */
@Service
public class DueDiligence {

    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_TEXT = 500;
    /** How long somebody may serve while something is missing. */
    private static final Period PROVISION = Period.ofDays(90);

    private static final Period LOOKED_AT_AGAIN = Period.ofYears(1);

    private final Cases cases;
    private final EvidenceOnRecord evidence;
    private final Agreements agreements;
    private final Measurements measurements;
    private final Parties parties;
    private final AgreedTracking agreed;
    private final TimeSource time;

    DueDiligence(
            Cases cases,
            EvidenceOnRecord evidence,
            Agreements agreements,
            Measurements measurements,
            Parties parties,
            AgreedTracking agreed,
            TimeSource time) {
        this.cases = cases;
        this.evidence = evidence;
        this.agreements = agreements;
        this.measurements = measurements;
        this.parties = parties;
        this.agreed = agreed;
        this.time = time;
    }

    /** What a task is about: for the third party, nothing of the agreement but its own duties. */
    public record TaskFacts(
            String thirdParty,
            String relying,
            boolean renewal,
            String duties,
            String risk,
            String answer,
            String tracking,
            List<EvidenceLine> evidence,
            String missing) {}

    /** One piece of evidence in a table of a form. */
    public record EvidenceLine(String kind, String reference, String issuedOn, String expiresOn) {}

    /** Kinds of evidence that the open case still lacks: each is a task. */
    public List<String> missing(OnboardingKey key) {
        return missingOf(open(key)).stream().map(Enum::name).toList();
    }

    public boolean isAccepted(OnboardingKey key) {
        return Boolean.TRUE.equals(open(key).accepted());
    }

    public OrganisationId relying(OnboardingKey key) {
        return open(key).relying();
    }

    /** The first of what documents say is to be tracked: the form begins with it. */
    public Optional<TrackingProposal> proposal(OnboardingKey key) {
        return agreed.of(key, time.now()).stream()
                .findFirst()
                .map(line -> new TrackingProposal(
                        line.indicator(),
                        line.source(),
                        line.where(),
                        line.by(),
                        new OrganisationId(line.checkedBy())));
    }

    /** @param checkedBy who agrees on the tracking for those who rely on the third party */
    public record TrackingProposal(
            String indicator, String source, String where, String by, OrganisationId checkedBy) {}

    public Role decidedBy(OnboardingKey key) {
        return open(key).decidedBy();
    }

    public Instant startedAt(OnboardingKey key) {
        return open(key).startedAt();
    }

    /** Facts of the open case for whoever decides about the third party. */
    public TaskFacts forRelyingParty(OnboardingKey key) {
        OnboardingCase open = open(key);
        List<EvidenceLine> lines = evidence.of(key.thirdParty()).stream()
                .map(e -> new EvidenceLine(
                        e.kind().name(),
                        e.reference(),
                        e.issuedOn().toString(),
                        e.expiresOn().toString()))
                .toList();
        String missing = missingOf(open).stream().map(Enum::name).collect(Collectors.joining(", "));
        return new TaskFacts(
                name(key.thirdParty()),
                name(open.relying()),
                open.renewal(),
                plain(open.duties()),
                open.risk(),
                plain(Optional.ofNullable(open.answer()).orElse("")),
                Optional.ofNullable(open.tracking())
                        .map(tracking -> plain(words(tracking)))
                        .orElse(""),
                lines,
                missing);
    }

    /** Facts of the open case for the third party itself. */
    public TaskFacts forThirdParty(OnboardingKey key) {
        OnboardingCase open = open(key);
        return new TaskFacts(
                name(key.thirdParty()),
                name(open.relying()),
                open.renewal(),
                plain(open.duties()),
                "",
                "",
                "",
                List.of(),
                "");
    }

    @Transactional
    public void answer(OnboardingKey key, @Nullable String answer, @Nullable String reason) {
        boolean accepts = "accept".equals(answer);
        if (!accepts && !"decline".equals(answer)) {
            throw new TaskRefused("Please choose: accept or decline.");
        }
        cases.answer(open(key).id(), accepts, accepts ? text(reason) : reason(reason));
    }

    /** Evidence entered in a task. */
    @Transactional
    public void provide(
            OnboardingKey key,
            EvidenceKind kind,
            @Nullable String reference,
            @Nullable String issuedOn,
            @Nullable String expiresOn,
            PersonId by) {
        provide(key.thirdParty(), kind, reference, date(issuedOn, "issue"), date(expiresOn, "expiry"), zone(key), by);
    }

    Evidence provide(
            OrganisationId thirdParty,
            EvidenceKind kind,
            @Nullable String reference,
            LocalDate issuedOn,
            LocalDate expiresOn,
            ZoneId zone,
            PersonId by) {
        String what = text(reference);
        LocalDate today = LocalDate.ofInstant(time.now(), zone);
        if (what.length() < 3) {
            throw new TaskRefused("Please say what the evidence is and where it lies.");
        }
        if (issuedOn.isAfter(today)) {
            throw new TaskRefused("Evidence is not issued in the future.");
        }
        if (!expiresOn.isAfter(today)) {
            throw new TaskRefused("This evidence has expired already.");
        }
        Evidence given = new Evidence(UUID.randomUUID(), thirdParty, kind, what, issuedOn, expiresOn, by, time.now());
        evidence.add(given);
        return given;
    }

    /**
     * Agrees on what is measured.
     *
     * @throws TaskRefused unless the source is one of the document's, or as its {@code tracking} says, and has delivered
     *     since the invitation
     */
    @Transactional
    public void track(
            OnboardingKey key,
            @Nullable String indicator,
            @Nullable String source,
            @Nullable String where,
            @Nullable String by) {
        OnboardingCase open = open(key);
        if (text(indicator).isEmpty() || text(where).isEmpty() || text(by).isEmpty()) {
            throw new TaskRefused("Please say which indicator is measured, where, and by whom.");
        }
        String id = text(source);
        refuseUnlessAgreed(key, id, text(where), text(by));
        Instant delivered = measurements
                .watermark(id)
                .filter(mark -> !mark.isBefore(open.startedAt()))
                .orElseThrow(() -> new TaskRefused(
                        "No test delivery of " + id + " has arrived since the invitation; please try again then."));
        cases.track(open.id(), new Tracking(text(indicator), id, text(where), text(by), delivered));
    }

    /** What the documents say about it holds; where they say nothing it is any source of the agreement. */
    private void refuseUnlessAgreed(OnboardingKey key, String source, String where, String by) {
        List<AgreedTracking.Line> lines = agreed.of(key, time.now());
        Spec spec = agreements.get(key.version()).document().spec();
        if (lines.isEmpty() && spec.sources().stream().noneMatch(s -> s.id().equals(source))) {
            throw new TaskRefused("The agreement has no source " + source + ".");
        }
        if (!lines.isEmpty()
                && lines.stream()
                        .noneMatch(line -> line.source().equals(source)
                                && line.where().equals(where)
                                && line.by().equals(by))) {
            throw new TaskRefused("It is agreed already: "
                    + lines.stream().map(AgreedTracking.Line::toString).collect(Collectors.joining("; ")) + ".");
        }
    }

    /** The decision; nobody is admitted while evidence is missing. */
    @Transactional
    public void decide(OnboardingKey key, @Nullable String decision, @Nullable String reason, PersonId by) {
        OnboardingCase open = open(key);
        OnboardingOutcome outcome =
                switch (String.valueOf(decision)) {
                    case "admit" -> OnboardingOutcome.ADMITTED;
                    case "provisional" -> OnboardingOutcome.PROVISIONAL;
                    case "reject" -> OnboardingOutcome.REJECTED;
                    default -> throw new TaskRefused("Please choose: admit, admit for a while, or reject.");
                };
        List<EvidenceKind> missing = missingOf(open);
        if (outcome == OnboardingOutcome.ADMITTED && !missing.isEmpty()) {
            throw new TaskRefused("Evidence is missing that the risk asks for: " + missing);
        }
        if (outcome == OnboardingOutcome.ADMITTED && open.tracking() == null) {
            throw new TaskRefused("Nothing is agreed yet about what is measured.");
        }
        cases.decide(open.id(), outcome, by, outcome == OnboardingOutcome.ADMITTED ? text(reason) : reason(reason));
    }

    /**
     * When the first evidence that is needed expires; for a provision, at most 90 days. Where no evidence is needed it is
     * looked at again after a year; where some has expired since it was decided, at once, which starts a renewal.
     */
    Instant servesUntil(OnboardingCase open, OnboardingOutcome outcome, Instant now) {
        ZoneId zone = zone(open.key());
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate until = open.needed().stream()
                .flatMap(kind -> best(open.key().thirdParty(), kind, today).stream())
                .map(Evidence::expiresOn)
                .min(LocalDate::compareTo)
                .orElse(today.plus(LOOKED_AT_AGAIN));
        if (outcome == OnboardingOutcome.PROVISIONAL) {
            LocalDate provision = today.plus(PROVISION);
            return (until.isAfter(provision) ? provision : until)
                    .atStartOfDay(zone)
                    .toInstant();
        }
        boolean lacking = open.needed().stream()
                .anyMatch(kind -> best(open.key().thirdParty(), kind, today).isEmpty());
        return (lacking ? today : until).atStartOfDay(zone).toInstant();
    }

    private List<EvidenceKind> missingOf(OnboardingCase open) {
        LocalDate today = LocalDate.ofInstant(time.now(), zone(open.key()));
        return open.needed().stream()
                .filter(kind -> best(open.key().thirdParty(), kind, today).isEmpty())
                .toList();
    }

    private Optional<Evidence> best(OrganisationId thirdParty, EvidenceKind kind, LocalDate on) {
        return evidence.of(thirdParty).stream()
                .filter(e -> e.kind() == kind && e.counts(on))
                .findFirst();
    }

    private OnboardingCase open(OnboardingKey key) {
        return cases.open(key).orElseThrow(() -> new IllegalStateException("no onboarding is open for " + key));
    }

    private ZoneId zone(OnboardingKey key) {
        return agreements.get(key.version()).document().spec().period().zone();
    }

    private String name(OrganisationId organisation) {
        return plain(parties.organisation(organisation).map(o -> o.name()).orElse(organisation.value()));
    }

    private static String words(Tracking tracking) {
        return "%s, measured by %s at %s, delivered by source %s; last delivery %s"
                .formatted(
                        tracking.indicator(),
                        tracking.by(),
                        tracking.where(),
                        tracking.source(),
                        tracking.deliveredAt());
    }

    private static LocalDate date(@Nullable String text, String which) {
        try {
            return LocalDate.parse(String.valueOf(text));
        } catch (DateTimeParseException e) {
            throw new TaskRefused("Please give the date of " + which + " as year-month-day.");
        }
    }

    private static String text(@Nullable String text) {
        String stripped = text == null ? "" : text.strip();
        if (stripped.length() > LONGEST_TEXT) {
            throw new TaskRefused("A text is longer than " + LONGEST_TEXT + " characters.");
        }
        return stripped;
    }

    private static String reason(@Nullable String text) {
        String reason = text(text);
        if (reason.length() < SHORTEST_REASON) {
            throw new TaskRefused("Please give a reason of at least " + SHORTEST_REASON + " characters.");
        }
        return reason;
    }
}
