package io.surety.agreement.web;

import io.surety.agreement.Agreements.HistoryEntry;
import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.agreement.document.PartyRole;
import io.surety.shared.Diagnostic;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers about agreements. */
final class AgreementViews {

    private AgreementViews() {}

    record PartyView(String id, PartyRole role) {}

    record SpanView(Instant from, Instant to) {
        static SpanView of(Interval span) {
            return new SpanView(span.from(), span.to());
        }
    }

    record VersionView(
            String ref,
            int number,
            VersionState state,
            String hash,
            SpanView validity,
            List<SpanView> suspensions,
            String createdBy,
            Instant createdAt,
            String document) {

        static VersionView of(Version version) {
            return new VersionView(
                    version.ref().toString(),
                    version.ref().number(),
                    version.state(),
                    version.hash().hex(),
                    SpanView.of(version.validity()),
                    version.suspensions().stream().map(SpanView::of).toList(),
                    version.createdBy().value(),
                    version.createdAt(),
                    path(version) + "/document");
        }
    }

    /** @param inForce number of the version that is in force now */
    record AgreementView(
            String name,
            String title,
            String type,
            List<PartyView> parties,
            VersionState state,
            @Nullable Integer inForce,
            String hash,
            List<VersionView> versions,
            Map<String, String> links) {

        static AgreementView of(Version newest, Optional<Version> inForce, List<Version> versions) {
            var document = newest.document();
            String name = newest.ref().agreement();
            return new AgreementView(
                    name,
                    document.metadata().title(),
                    document.spec().type().name(),
                    document.spec().parties().stream()
                            .map(p -> new PartyView(p.id(), p.role()))
                            .toList(),
                    newest.state(),
                    inForce.map(v -> v.ref().number()).orElse(null),
                    newest.hash().hex(),
                    versions.stream().map(VersionView::of).toList(),
                    Map.of(
                            "self", "/api/agreements/" + name,
                            "history", "/api/agreements/" + name + "/history",
                            "document", path(newest) + "/document",
                            "page", "/agreements/" + name));
        }
    }

    record DraftedView(
            String agreement, String version, int number, VersionState state, String hash, List<Diagnostic> warnings) {

        static DraftedView of(DraftAgreement.Drafted drafted) {
            Version version = drafted.version();
            return new DraftedView(
                    version.ref().agreement(),
                    version.ref().toString(),
                    version.ref().number(),
                    version.state(),
                    version.hash().hex(),
                    drafted.warnings());
        }
    }

    /** @param hash of the document, if it is accepted */
    record LintView(boolean accepted, @Nullable String hash, List<Diagnostic> errors, List<Diagnostic> warnings) {}

    record HistoryView(String version, Instant at, String by, VersionState state, String hash, String reason) {
        static HistoryView of(HistoryEntry entry) {
            return new HistoryView(
                    entry.version().toString(),
                    entry.at(),
                    entry.by().value(),
                    entry.state(),
                    entry.hash().hex(),
                    entry.reason());
        }
    }

    static String path(Version version) {
        return "/api/agreements/" + version.ref().agreement() + "/versions/"
                + version.ref().number();
    }
}
