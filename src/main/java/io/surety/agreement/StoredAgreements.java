package io.surety.agreement;

import io.surety.agreement.document.PeriodClause;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Every change takes the lock of its agreement first, so that two can never both find the way free. */
@Service
@Transactional
class StoredAgreements implements Agreements {

    private final StoredVersions versions;
    private final StoredDocuments documents;
    private final StoredHistory history;
    private final CreationConstraints constraints;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    StoredAgreements(
            StoredVersions versions,
            StoredDocuments documents,
            StoredHistory history,
            CreationConstraints constraints,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.versions = versions;
        this.documents = documents;
        this.history = history;
        this.constraints = constraints;
        this.time = time;
        this.events = events;
    }

    @Override
    public Version draft(ParsedDocument document, PersonId by) {
        Instant now = time.now();
        String name = document.document().metadata().name();
        versions.lock(name, now);
        List<Version> before = versions.of(name);
        VersionRules.mayFollow(document.document(), before);
        VersionRules.keeps(constraints.check(document));
        int number = before.isEmpty() ? 1 : before.get(before.size() - 1).ref().number() + 1;
        Version draft = new Version(
                new VersionRef(name, number),
                VersionState.DRAFT,
                document.document(),
                document.hash(),
                validity(document.document().spec().period()),
                List.of(),
                by,
                now);
        documents.keep(document.hash(), document.normalised(), now);
        versions.insert(draft);
        history.add(draft.ref(), now, by, VersionState.DRAFT, draft.hash(), "drafted");
        events.publishEvent(new VersionDrafted(draft.ref(), by, now));
        return draft;
    }

    @Override
    public Version renew(VersionRef ref, ParsedDocument document, PersonId by) {
        Instant now = time.now();
        Version before = locked(ref, now);
        List<Version> all = versions.of(ref.agreement());
        VersionRules.mayRenew(before, document.document(), all);
        Version renewed = new Version(
                new VersionRef(ref.agreement(), all.get(all.size() - 1).ref().number() + 1),
                VersionState.APPROVED,
                document.document(),
                document.hash(),
                validity(document.document().spec().period()),
                List.of(),
                by,
                now);
        documents.keep(document.hash(), document.normalised(), now);
        versions.insert(renewed);
        history.add(
                renewed.ref(), now, by, VersionState.APPROVED, renewed.hash(), "renews " + ref + " as agreed in it");
        return renewed;
    }

    @Override
    public Version replaceContent(VersionRef ref, ParsedDocument document, PersonId by) {
        Instant now = time.now();
        Version version = locked(ref, now);
        if (version.hash().equals(document.hash())) {
            return version;
        }
        VersionRules.mayReplace(version, document.document(), versions.of(ref.agreement()));
        documents.keep(document.hash(), document.normalised(), now);
        versions.replaceContent(
                ref,
                document.document(),
                document.hash(),
                validity(document.document().spec().period()));
        history.add(ref, now, by, version.state(), document.hash(), "content replaced");
        return get(ref);
    }

    @Override
    public Version move(VersionRef ref, VersionState to, PersonId by, String reason) {
        Instant now = time.now();
        Version version = locked(ref, now);
        if (version.state() == to) {
            return version;
        }
        if (!version.state().mayBecome(to)) {
            throw Refusal.conflict("state-conflict", ref + " is " + version.state() + " and cannot become " + to);
        }
        if (to == VersionState.ACTIVE && !version.state().wasActivated()) {
            events.publishEvent(new ActivationBegun(ref));
            supersedeOthers(version, by, now);
        }
        if (to == VersionState.SUSPENDED) {
            versions.suspend(ref, now);
        } else if (version.state() == VersionState.SUSPENDED && to == VersionState.ACTIVE) {
            versions.resume(ref, now);
        }
        change(version, to, by, now, reason);
        return get(ref);
    }

    /** One instant ends the old version and starts the new one, whatever the old one's state is by then. */
    private void supersedeOthers(Version activated, PersonId by, Instant now) {
        Instant start = activated.validity().from();
        List<Version> once = versions.of(activated.ref().agreement()).stream()
                .filter(v -> v.state().wasActivated())
                .toList();
        VersionRules.startsAfter(start, once);
        for (Version old : once) {
            if (old.validity().to().isAfter(start)) {
                cut(old, start, old.state().mayBecome(VersionState.SUPERSEDED), now);
                String reason = "superseded by " + activated.ref() + " from " + start;
                if (old.state().mayBecome(VersionState.SUPERSEDED)) {
                    change(old, VersionState.SUPERSEDED, by, now, reason);
                } else {
                    history.add(old.ref(), now, by, old.state(), old.hash(), reason);
                }
            }
        }
    }

    private void cut(Version version, Instant to, boolean stateFollows, Instant now) {
        versions.setEnd(version.ref(), to, now);
        events.publishEvent(new ValidityShortened(version.ref(), to, stateFollows));
    }

    private void change(Version version, VersionState to, PersonId by, Instant now, String reason) {
        versions.setState(version.ref(), to);
        history.add(version.ref(), now, by, to, version.hash(), reason);
        events.publishEvent(new VersionStateChanged(version.ref(), version.state(), to, by, now));
    }

    @Override
    public Version endValidity(VersionRef ref, Instant to, PersonId by) {
        Instant now = time.now();
        Version version = locked(ref, now);
        if (version.validity().to().equals(to)) {
            return version;
        }
        if (!version.state().wasActivated()
                || !to.isAfter(version.validity().from())
                || to.isAfter(version.validity().to())) {
            throw Refusal.conflict(
                    "validity-conflict",
                    ref + " is " + version.state() + " and valid from "
                            + version.validity().from() + " to "
                            + version.validity().to() + "; it cannot end at " + to);
        }
        cut(version, to, version.state().mayBecome(VersionState.TERMINATED), now);
        history.add(ref, now, by, version.state(), version.hash(), "ends at " + to);
        return get(ref);
    }

    @Override
    public void cancelClocks(VersionRef ref) {
        locked(ref, time.now());
        versions.cancelClocks(ref);
    }

    private Version locked(VersionRef ref, Instant now) {
        get(ref);
        versions.lock(ref.agreement(), now);
        return get(ref);
    }

    @Override
    @Transactional(readOnly = true)
    public Version get(VersionRef ref) {
        return versions.find(ref).orElseThrow(() -> Refusal.notFound("version " + ref));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Version> newest(String agreement) {
        return versions.newest(agreement);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Version> versions(String agreement) {
        return versions.of(agreement);
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Version> inForce(String agreement, Instant at) {
        return versions.inForce(agreement, at);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Version> inForceDuring(Interval span) {
        return versions.inForceDuring(span);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Version> inForceDuring(Interval span, Set<String> sources) {
        return versions.inForceDuring(span, sources);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Version> inForceDuring(Interval span, Set<String> sources, Instant knownBy) {
        return versions.inForceDuring(span, sources, knownBy);
    }

    @Override
    @Transactional(readOnly = true)
    public List<Version> visibleTo(Caller caller) {
        return caller.administrator() ? versions.newestOfAll() : versions.newestWith(caller.organisations());
    }

    @Override
    @Transactional(readOnly = true)
    public Version visible(String agreement, Caller caller) {
        return (caller.administrator()
                        ? versions.newest(agreement)
                        : versions.newestWith(caller.organisations(), agreement))
                .orElseThrow(() -> Refusal.notFound("agreement " + agreement));
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<String> content(ContentHash hash) {
        return documents.content(hash);
    }

    @Override
    @Transactional(readOnly = true)
    public List<HistoryEntry> history(String agreement) {
        return history.of(agreement);
    }

    /** The local dates of the document as instants of its zone. */
    private static Interval validity(PeriodClause period) {
        return new Interval(
                period.start().atStartOfDay(period.zone()).toInstant(),
                period.end().atStartOfDay(period.zone()).toInstant());
    }
}
