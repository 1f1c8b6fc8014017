package io.surety.agreement;

import io.surety.agreement.document.AgreementDocument;
import io.surety.agreement.document.Spec;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What a version's content must keep to because of the versions before it. */
final class VersionRules {

    /** States in which a version is still on its way to being in force. */
    private static final Set<VersionState> UNDER_WAY = EnumSet.of(
            VersionState.DRAFT,
            VersionState.NEGOTIATING,
            VersionState.AGREED,
            VersionState.IN_APPROVAL,
            VersionState.APPROVED);

    private static final Set<VersionState> OPEN = EnumSet.of(VersionState.DRAFT, VersionState.NEGOTIATING);

    private VersionRules() {}

    /** @throws Refusal if the document cannot become the version after {@code before} */
    static void mayFollow(AgreementDocument document, List<Version> before) {
        if (before.isEmpty()) {
            return;
        }
        Version newest = before.get(before.size() - 1);
        sameSides(document, newest);
        before.stream().filter(v -> UNDER_WAY.contains(v.state())).findFirst().ifPresent(other -> {
            throw Refusal.conflict(
                    "version-under-way", other.ref() + " is still " + other.state() + "; one version walks at a time");
        });
        startsAfterInForce(document, before);
    }

    /** @throws Refusal if the version cannot take the document as its content */
    static void mayReplace(Version version, AgreementDocument document, List<Version> all) {
        if (!OPEN.contains(version.state())) {
            throw Refusal.conflict(
                    "state-conflict", version.ref() + " is " + version.state() + "; its content is no longer open");
        }
        if (!version.ref().agreement().equals(document.metadata().name())) {
            throw wrong(
                    "/metadata/name",
                    "name-changed",
                    "the agreement is " + version.ref().agreement());
        }
        if (!Objects.equals(
                version.document().metadata().template(), document.metadata().template())) {
            throw wrong("/metadata/template", "template-changed", "what was made from a template stays made from it");
        }
        sameSides(document, version);
        startsAfterInForce(document, all);
    }

    /** @throws Refusal if the document does not continue the version where it ends */
    static void mayRenew(Version before, AgreementDocument document, List<Version> all) {
        if (!before.ref().agreement().equals(document.metadata().name())) {
            throw wrong(
                    "/metadata/name",
                    "name-changed",
                    "the agreement is " + before.ref().agreement());
        }
        sameSides(document, before);
        var period = document.spec().period();
        if (!before.state().wasActivated()
                || !period.start()
                        .atStartOfDay(period.zone())
                        .toInstant()
                        .equals(before.validity().to())) {
            throw wrong(
                    "/spec/period/start",
                    "start-not-at-end",
                    "it must start where " + before.ref() + " ends, at "
                            + before.validity().to());
        }
        startsAfterInForce(document, all);
    }

    /** @throws Refusal if any creation constraint of the document's template does not hold */
    static void keeps(List<Diagnostic> found) {
        if (!found.isEmpty()) {
            throw Refusal.invalid("document-invalid", "the document does not keep to its template", found);
        }
    }

    private static void sameSides(AgreementDocument document, Version before) {
        Spec now = document.spec();
        Spec then = before.document().spec();
        if (!now.provider().id().equals(then.provider().id())
                || !now.customer().id().equals(then.customer().id())) {
            throw wrong(
                    "/spec/parties",
                    "sides-changed",
                    "an agreement stays between one provider and one customer: a change of either is a new agreement");
        }
    }

    private static void startsAfterInForce(AgreementDocument document, List<Version> before) {
        var period = document.spec().period();
        startsAfter(
                period.start().atStartOfDay(period.zone()).toInstant(),
                before.stream().filter(v -> v.state().wasActivated()).toList());
    }

    /** @throws Refusal if one of the activated versions would have no time left */
    static void startsAfter(Instant start, List<Version> activated) {
        activated.stream()
                .filter(v -> !start.isAfter(v.validity().from()))
                .findFirst()
                .ifPresent(v -> {
                    throw wrong(
                            "/spec/period/start",
                            "start-not-after-predecessor",
                            "it must start after " + v.ref() + ", which is in force from "
                                    + v.validity().from());
                });
    }

    private static Refusal wrong(String path, String code, String message) {
        return Refusal.invalid(
                "document-invalid",
                "the document cannot be the next content: " + message,
                List.of(new Diagnostic(path, code, message)));
    }
}
