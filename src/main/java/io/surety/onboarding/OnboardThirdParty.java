package io.surety.onboarding;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.AgreementType;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Worth;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.Role;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds third parties that are not admitted, invites them, and ends their onboarding with an admission or without. */
@Service
public class OnboardThirdParty {

    private final Agreements agreements;
    private final Cases cases;
    private final Admissions admissions;
    private final DueDiligence dueDiligence;
    private final ThirdPartyRisk risk;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;

    OnboardThirdParty(
            Agreements agreements,
            Cases cases,
            Admissions admissions,
            DueDiligence dueDiligence,
            ThirdPartyRisk risk,
            Parties parties,
            Outbox outbox,
            TimeSource time) {
        this.agreements = agreements;
        this.cases = cases;
        this.admissions = admissions;
        this.dueDiligence = dueDiligence;
        this.risk = risk;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
    }

    /** Ids of the document's third parties with duties that the relying party has not admitted now. */
    public List<String> notAdmitted(VersionRef ref) {
        Spec spec = agreements.get(ref).document().spec();
        Instant now = time.now();
        return spec.thirdParties().stream()
                .filter(party -> !party.duties().isEmpty())
                .map(PartyClause::id)
                .filter(party -> admissions
                        .of(new OrganisationId(party), relying(spec))
                        .filter(admission -> admission.holdsAt(now))
                        .isEmpty())
                .toList();
    }

    /** Opens the case, works out what its risk asks for, and invites the contacts of the third party. */
    @Transactional
    public void invite(OnboardingKey key) {
        if (cases.open(key).isPresent()) {
            return;
        }
        Version version = agreements.get(key.version());
        Spec spec = version.document().spec();
        PartyClause clause = spec.thirdParties().stream()
                .filter(party -> party.id().equals(key.thirdParty().value()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(key + " names no third party of the document"));
        boolean delivers =
                spec.sources().stream().anyMatch(source -> clause.id().equals(source.delivers()));
        var facts = new ThirdPartyRisk.Facts(
                clause.duties().size(),
                clause.under() != null,
                delivers,
                Worth.of(spec).creditExposure());
        boolean renewal = admissions.of(key.thirdParty(), relying(spec)).isPresent();
        cases.open(key, relying(spec), renewal, String.join("; ", clause.duties()), risk.assess(facts), time.now());
        OnboardingCase opened = cases.open(key).orElseThrow();
        parties.holding(Role.THIRD_PARTY_CONTACT, key.thirdParty())
                .forEach(contact -> tell(opened, contact.id(), "onboarding.invited"));
    }

    /** Writes the decision as an admission; without one, nobody answered, and the third party is not admitted. */
    @Transactional
    public OnboardingOutcome conclude(OnboardingKey key) {
        OnboardingCase open = cases.open(key).orElseThrow();
        if (open.decision() == null) {
            String why = Boolean.FALSE.equals(open.accepted())
                    ? "it declined the invitation"
                    : "it did not answer the invitation in time";
            cases.decide(open.id(), OnboardingOutcome.REJECTED, PersonId.SYSTEM, why);
            open = cases.open(key).orElseThrow();
        }
        Instant now = time.now();
        OnboardingOutcome outcome = open.decision() == null ? OnboardingOutcome.REJECTED : open.decision();
        admissions.put(new Admission(
                key.thirdParty(),
                open.relying(),
                AdmissionState.valueOf(outcome.name()),
                key.version(),
                now,
                outcome == OnboardingOutcome.REJECTED ? null : dueDiligence.servesUntil(open, outcome, now)));
        cases.end(open.id(), now);
        OnboardingCase ended = open;
        parties.holding(Role.THIRD_PARTY_CONTACT, key.thirdParty())
                .forEach(contact ->
                        tell(ended, contact.id(), "onboarding." + outcome.name().toLowerCase(Locale.ROOT)));
        return outcome;
    }

    private void tell(OnboardingCase about, PersonId contact, String template) {
        outbox.add(new Notice(
                "onboarding:%d:%s:%s".formatted(about.id(), template, contact),
                contact,
                Notice.Channel.MAIL,
                template,
                Map.of("relying", name(about.relying()), "duties", about.duties()),
                "/camunda/app/tasklist/"));
    }

    private String name(OrganisationId organisation) {
        return parties.organisation(organisation).map(o -> o.name()).orElse(organisation.value());
    }

    /** The provider answers to its customer for its third parties; in an underpinning contract it is the customer. */
    private static OrganisationId relying(Spec spec) {
        return new OrganisationId(
                spec.type() == AgreementType.UC
                        ? spec.customer().id()
                        : spec.provider().id());
    }
}
