package io.surety.onboarding;

import io.surety.agreement.VersionRef;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Third parties as those see them who rely on them, and as they see themselves. */
@Service
public class ThirdParties {

    private final Admissions admissions;
    private final Cases cases;
    private final EvidenceOnRecord evidence;
    private final DueDiligence dueDiligence;

    ThirdParties(Admissions admissions, Cases cases, EvidenceOnRecord evidence, DueDiligence dueDiligence) {
        this.admissions = admissions;
        this.cases = cases;
        this.evidence = evidence;
        this.dueDiligence = dueDiligence;
    }

    /** A third party with the admissions and onboardings that the caller may know of. */
    public record ThirdPartyView(
            OrganisationId id,
            List<AdmissionView> admissions,
            List<OnboardingView> onboardings,
            List<Evidence> evidence) {}

    public record AdmissionView(
            OrganisationId relying, AdmissionState state, Instant since, @Nullable Instant expiresAt) {}

    public record OnboardingView(
            VersionRef version,
            OrganisationId relying,
            boolean renewal,
            String risk,
            List<EvidenceKind> needed,
            Instant startedAt,
            @Nullable OnboardingOutcome outcome,
            @Nullable String reason,
            @Nullable Instant endedAt) {}

    /** By id. */
    @Transactional(readOnly = true)
    public List<ThirdPartyView> visibleTo(Caller caller) {
        Set<String> ids = new TreeSet<>();
        admissions.all().forEach(admission -> ids.add(admission.thirdParty().value()));
        cases.thirdParties().forEach(party -> ids.add(party.value()));
        return ids.stream()
                .map(OrganisationId::new)
                .flatMap(id -> view(id, caller))
                .toList();
    }

    /** @throws Refusal {@code not-found}, whether there is none or she may not know of it */
    @Transactional(readOnly = true)
    public ThirdPartyView visible(OrganisationId id, Caller caller) {
        return view(id, caller).findFirst().orElseThrow(() -> Refusal.notFound("the third party " + id));
    }

    /**
     * Adds evidence, by the third party itself or by the manager of third parties of who relies on it. It counts at the
     * next decision.
     */
    @Transactional
    public Evidence add(
            OrganisationId id,
            EvidenceKind kind,
            String reference,
            LocalDate issuedOn,
            LocalDate expiresOn,
            Caller caller) {
        visible(id, caller);
        boolean own = caller.organisations().contains(id) && caller.holds(Role.THIRD_PARTY_CONTACT);
        if (!own && !caller.holds(Role.THIRD_PARTY_MANAGER)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-yours",
                    "evidence is added by a contact of the third party or by a third-party manager");
        }
        if (!expiresOn.isAfter(issuedOn)) {
            throw Refusal.invalid(
                    "evidence-invalid",
                    "evidence expires after it was issued",
                    List.of(new Diagnostic("/expiresOn", "not-after-issue", "must be after issuedOn")));
        }
        return dueDiligence.provide(id, kind, reference, issuedOn, expiresOn, ZoneOffset.UTC, caller.person());
    }

    private Stream<ThirdPartyView> view(OrganisationId id, Caller caller) {
        List<AdmissionView> held = admissions.all().stream()
                .filter(admission -> admission.thirdParty().equals(id))
                .filter(admission -> caller.sees(Set.of(id, admission.relying())))
                .map(a -> new AdmissionView(a.relying(), a.state(), a.since(), a.expiresAt()))
                .toList();
        List<OnboardingView> walked = cases.of(id).stream()
                .filter(c -> caller.sees(Set.of(id, c.relying())))
                .map(ThirdParties::view)
                .toList();
        return held.isEmpty() && walked.isEmpty()
                ? Stream.empty()
                : Stream.of(new ThirdPartyView(id, held, walked, evidence.of(id)));
    }

    private static OnboardingView view(OnboardingCase walked) {
        return new OnboardingView(
                walked.key().version(),
                walked.relying(),
                walked.renewal(),
                walked.risk(),
                walked.needed(),
                walked.startedAt(),
                walked.decision(),
                walked.reason(),
                walked.endedAt());
    }
}
