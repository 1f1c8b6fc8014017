package io.surety.lifecycle;

import io.surety.agreement.Agreements;
import io.surety.agreement.LintReceivers;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PeriodClause;
import io.surety.negotiation.Representatives;
import io.surety.negotiation.Side;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the parties may ask of a version's life. Each request is checked, handed to the process, and done when the call
 * returns.
 */
@Service
@Transactional
public class LifecycleRequests {

    private final Agreements agreements;
    private final Representatives representatives;
    private final WatchNegotiation negotiations;
    private final LifeProcess process;
    private final LintReceivers receivers;
    private final GiveNotice notice;
    private final TimeSource time;

    LifecycleRequests(
            Agreements agreements,
            Representatives representatives,
            WatchNegotiation negotiations,
            LifeProcess process,
            LintReceivers receivers,
            GiveNotice notice,
            TimeSource time) {
        this.agreements = agreements;
        this.representatives = representatives;
        this.negotiations = negotiations;
        this.process = process;
        this.receivers = receivers;
        this.notice = notice;
        this.time = time;
    }

    /** @throws Refusal {@code approval-not-ready} unless the newest version is agreed and its third parties decided */
    public Version startApproval(String agreement, Caller caller) {
        Version version = agreements.visible(agreement, caller);
        speaksFor(version, Set.of(Side.PROVIDER), caller);
        if (!process.startApproval(version.ref(), caller.person())) {
            throw Refusal.conflict(
                    "approval-not-ready", version.ref() + " is " + version.state() + " and not ready for approval");
        }
        return agreements.get(version.ref());
    }

    /**
     * Drafts the next version of what is in force; it is negotiated, approved and activated while this one stays.
     *
     * @throws Refusal {@code version-under-way} if another one is on its way already
     */
    public Version amend(String agreement, ParsedDocument document, Caller caller) {
        Version version = inForce(agreement, caller);
        speaksFor(version, Set.of(Side.values()), caller);
        if (!document.document().metadata().name().equals(agreement)) {
            throw invalid("/metadata/name", "name-changed", "an amendment of " + agreement + " keeps its name");
        }
        receivers.check(document.document());
        ask(
                version,
                LifeProcess.Request.AMENDMENT,
                Map.of("by", caller.person().value(), "document", document.normalised()));
        return agreements.newest(agreement).orElseThrow();
    }

    public Version suspend(String agreement, String reason, Caller caller) {
        Version version = inForce(agreement, caller);
        speaksFor(version, Set.of(Side.values()), caller);
        ask(version, LifeProcess.Request.SUSPENSION, facts(caller.person(), reason));
        return agreements.get(version.ref());
    }

    public Version resume(String agreement, String reason, Caller caller) {
        Version version = inForce(agreement, caller);
        speaksFor(version, Set.of(Side.values()), caller);
        ask(version, LifeProcess.Request.RESUMPTION, facts(caller.person(), reason));
        return agreements.get(version.ref());
    }

    /**
     * Terminates what is in force, keeping the notice. Where it renews itself, a notice for its end keeps it from being
     * renewed, and one for a later date lets the next term be the last.
     *
     * @param date the first local date on which it is no longer in force
     * @throws Refusal {@code notice-too-short} if the date is before today plus the notice; {@code date-too-late} if it
     *     ends by itself before; {@code notice-given} if notice was given before
     */
    public Version terminate(String agreement, LocalDate date, String reason, Caller caller) {
        return terminate(agreement, date, reason, false, caller);
    }

    /**
     * The same.
     *
     * @param cancelsClocks whether the clocks that are open at the end are cancelled; else they run off
     */
    public Version terminate(String agreement, LocalDate date, String reason, boolean cancelsClocks, Caller caller) {
        Version version = inForce(agreement, caller);
        speaksFor(version, Set.of(Side.values()), caller);
        notice.onlyOnce(version);
        LocalDate earliest = notice.earliest(version);
        if (date.isBefore(earliest)) {
            PeriodClause period = version.document().spec().period();
            throw invalid(
                    "/date",
                    "notice-too-short",
                    "with a notice of " + period.notice().text() + " it ends on " + earliest + " at the earliest");
        }
        LocalDate tooLate = notice.tooLate(version);
        if (!date.isBefore(tooLate)) {
            throw invalid(
                    "/date",
                    "date-too-late",
                    RenewAgreement.renewsItself(version)
                            ? "notice can be given for a date before " + tooLate + ", the end of the next term"
                            : "it ends by itself at " + version.validity().to());
        }
        notice.give(version, date, caller.person(), reason, cancelsClocks);
        return agreements.get(version.ref());
    }

    /** Ends an approved version before its start, or gives up a draft that has not been offered. */
    public Version cancel(String agreement, String reason, Caller caller) {
        agreements.visible(agreement, caller);
        Version version = agreements.versions(agreement).stream()
                .filter(v -> v.state() == VersionState.APPROVED && caller.sees(v.parties()))
                .findFirst()
                .orElseGet(() -> agreements.visible(agreement, caller));
        speaksFor(version, Set.of(Side.values()), caller);
        if (version.state() == VersionState.DRAFT) {
            negotiations.cancel(version.ref(), caller.person(), reason);
        } else {
            if (!version.validity().from().isAfter(time.now())) {
                throw Refusal.conflict("state-conflict", version.ref() + " has started; it can only be terminated");
            }
            ask(version, LifeProcess.Request.CANCELLATION, facts(caller.person(), reason));
        }
        return agreements.get(version.ref());
    }

    private static Map<String, Object> facts(PersonId by, String reason) {
        return Map.of("by", by.value(), "reason", reason);
    }

    private void ask(Version version, LifeProcess.Request request, Map<String, Object> facts) {
        if (!process.ask(version.ref(), request, facts)) {
            throw Refusal.conflict(
                    "state-conflict", version.ref() + " is " + version.state() + "; it cannot take this request now");
        }
    }

    private Version inForce(String agreement, Caller caller) {
        agreements.visible(agreement, caller);
        return agreements
                .inForce(agreement, time.now())
                .orElseThrow(() -> Refusal.conflict("not-in-force", "no version of " + agreement + " is in force"));
    }

    private void speaksFor(Version version, Set<Side> any, Caller caller) {
        Set<Side> sides =
                representatives.sidesOf(caller.person(), version.document().spec(), time.now());
        if (any.stream().noneMatch(sides::contains)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-a-representative",
                    any.size() == 1
                            ? "only the provider's service level manager may do this"
                            : "only the provider's service level manager or the customer's representative may do this");
        }
    }

    private static Refusal invalid(String path, String code, String message) {
        return Refusal.invalid("request-invalid", message, List.of(new Diagnostic(path, code, message)));
    }
}
