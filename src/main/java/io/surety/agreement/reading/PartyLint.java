package io.surety.agreement.reading;

import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.PartyRole;
import io.surety.agreement.document.SourceClause;
import io.surety.agreement.document.Spec;
import io.surety.calendar.Span;
import java.util.Set;
import java.util.stream.Collectors;

/** Who takes part, and what is owed by third parties: their contracts and their deliveries. */
final class PartyLint {

    private final Spec spec;
    private final Findings findings;

    PartyLint(Spec spec, Findings findings) {
        this.spec = spec;
        this.findings = findings;
    }

    void check() {
        findings.unique(spec.parties(), PartyClause::id, "/spec/parties", "id");
        exactlyOne(PartyRole.PROVIDER, "provider");
        exactlyOne(PartyRole.CUSTOMER, "customer");
        for (int i = 0; i < spec.parties().size(); i++) {
            party(spec.parties().get(i), "/spec/parties/" + i);
        }
        findings.unique(spec.sources(), SourceClause::id, "/spec/sources", "id");
        for (int i = 0; i < spec.sources().size(); i++) {
            source(spec.sources().get(i), "/spec/sources/" + i);
        }
    }

    private void exactlyOne(PartyRole role, String name) {
        long count = spec.parties().stream().filter(p -> p.role() == role).count();
        findings.errorIf(
                count != 1, "/spec/parties", "exactly-one-" + name, "there is one " + name + ", and not " + count);
    }

    private void party(PartyClause party, String path) {
        boolean third = party.role() == PartyRole.THIRD_PARTY;
        findings.errorIf(
                third && !party.duties().isEmpty() && party.under() == null,
                path + "/under",
                "duties-without-contract",
                party.id() + " has duties, but no contract that binds it");
        findings.errorIf(
                !third && !party.duties().isEmpty(),
                path + "/duties",
                "duties-of-a-side",
                "only third parties have duties here; what provider and customer do are responsibilities");
        findings.errorIf(
                !third && party.under() != null,
                path + "/under",
                "duties-of-a-side",
                "only third parties are bound by another contract");
    }

    private void source(SourceClause source, String path) {
        Set<String> thirdParties =
                spec.thirdParties().stream().map(PartyClause::id).collect(Collectors.toSet());
        spec.parties().stream()
                .filter(p -> p.role() == PartyRole.PROVIDER)
                .map(PartyClause::id)
                .forEach(thirdParties::add);
        if (source.delivers() != null) {
            findings.known(thirdParties, source.delivers(), path + "/delivers", "third party or provider");
        }
        rhythm(source, path);
        if (source.kind() == SourceClause.Kind.WORK_ITEMS || source.kind() == SourceClause.Kind.OUTAGES) {
            records(source, path);
        }
        boolean pulled = source.kind() == SourceClause.Kind.PROMETHEUS;
        findings.errorIf(
                pulled != (source.connection() != null),
                path + "/connection",
                pulled ? "missing" : "not-for-this-source",
                "what is fetched, and only that, has a connection of the operator's");
        findings.errorIf(
                pulled
                        && !(source.step() instanceof Span.OpenTime step
                                && step.duration().toSeconds() % 60 == 0),
                path + "/step",
                "missing",
                "what is fetched comes in steps of whole minutes");
        findings.errorIf(
                source.kind() == SourceClause.Kind.SAMPLES && source.staleAfter() == null,
                path + "/staleAfter",
                "missing",
                "samples need a step or a time after which they are stale");
    }

    /** How often it is delivered, and until when on such a day. */
    private void rhythm(SourceClause source, String path) {
        findings.errorIf(
                source.by() != null && source.every() == null,
                path + "/every",
                "missing",
                "a time of day by which it is delivered belongs to how often it is");
        findings.errorIf(
                source.every() != null && source.kind() == SourceClause.Kind.PROMETHEUS,
                path + "/every",
                "not-for-this-source",
                "it is fetched step by step, and delivered by nobody");
        findings.warnIf(
                source.every() != null
                        && spec.terms().stream()
                                .noneMatch(term -> term.measure().source().equals(source.id())),
                path + "/every",
                "delivery-not-used",
                "no term is measured from it, so nobody is asked for a delivery");
    }

    /** A feed of records is known up to its watermark: nothing in it follows a step. */
    private void records(SourceClause source, String path) {
        String message = "records are known up to a watermark; only samples and counters come in steps";
        findings.errorIf(
                source.complete() == SourceClause.Completeness.SAMPLES,
                path + "/complete",
                "not-for-this-source",
                message);
        findings.errorIf(source.step() != null, path + "/step", "not-for-this-source", message);
        findings.errorIf(
                source.step() == null && source.staleAfter() != null,
                path + "/staleAfter",
                "not-for-this-source",
                message);
    }
}
