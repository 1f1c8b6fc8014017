package io.surety.evaluation.preview;

import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.credit.ComputeCredits;
import io.surety.evaluation.credit.ContractPart;
import io.surety.evaluation.credit.CreditCase;
import io.surety.evaluation.credit.CreditLine;
import io.surety.evaluation.period.CreditCases;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.money.MonetaryAmount;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of a preview owe, both ways. Caps and stacking make one credit depend on another, so both ways all violated
 * verdicts of the agreement up to the end of the preview take part; with the proposed content those of the lines take the
 * place of what was said of their terms and periods.
 */
final class PreviewCredits {

    private final List<Assumption> assumptions;
    private final List<StoredVerdict> violated;
    private final Interval span;
    private final Instant now;

    /**
     * @param violated all of the agreement that are published
     * @param span from the first to the last part-period of the preview
     */
    PreviewCredits(List<Assumption> assumptions, List<StoredVerdict> violated, Interval span, Instant now) {
        this.assumptions = assumptions;
        this.violated = violated.stream()
                .filter(stored -> !stored.verdict().period().part().to().isAfter(span.to()))
                .toList();
        this.span = span;
        this.now = now;
    }

    /** The lines with what they owe, and what becomes of it. */
    List<PreviewLine> owed(List<PreviewLine> lines) {
        Map<String, MonetaryAmount> before = before(lines);
        Map<String, MonetaryAmount> after = after(lines);
        PreviewOutcomes was = outcomes(actual().toList(), lines, PreviewLine::before);
        PreviewOutcomes is =
                outcomes(assumptions.stream().map(Assumption::assumed).toList(), lines, PreviewLine::after);
        return lines.stream()
                .map(line -> new PreviewLine(
                        line.term(),
                        line.target(),
                        line.label(),
                        line.period(),
                        line.before().map(p -> owing(p, before, was)),
                        line.after().map(p -> owing(p, after, is)),
                        line.why()))
                .toList();
    }

    private PreviewOutcomes outcomes(
            List<Version> versions, List<PreviewLine> lines, Function<PreviewLine, Optional<Previewed>> side) {
        return new PreviewOutcomes(
                versions,
                lines.stream()
                        .flatMap(line -> side.apply(line).stream())
                        .map(Previewed::verdict)
                        .toList(),
                now);
    }

    private static Previewed owing(Previewed previewed, Map<String, MonetaryAmount> owed, PreviewOutcomes outcomes) {
        Optional<MonetaryAmount> amount = Optional.ofNullable(owed.get(CreditCases.key(previewed.verdict())));
        Optional<Outcome> outcome =
                amount.filter(MonetaryAmount::isPositive).map(a -> outcomes.of(previewed.verdict()));
        boolean earnedBack = outcome.filter(Outcome.EARNED_BACK::equals).isPresent();
        return previewed.owing(earnedBack ? amount.map(a -> a.multiply(0)) : amount, outcome);
    }

    private Map<String, MonetaryAmount> before(List<PreviewLine> lines) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        violated.forEach(stored -> put(verdicts, stored.verdict()));
        lines.stream().flatMap(line -> line.before().stream()).forEach(p -> put(verdicts, p.verdict()));
        List<ContractPart> parts = actual().map(CreditCases::part).toList();
        return owed(parts, cases(verdicts, this::actualSpec));
    }

    private Map<String, MonetaryAmount> after(List<PreviewLine> lines) {
        Set<Object> replaced = new HashSet<>();
        Map<String, Verdict> assumed = new LinkedHashMap<>();
        for (PreviewLine line : lines) {
            line.before().ifPresent(p -> replaced.add(place(p.verdict())));
            line.after().ifPresent(p -> {
                replaced.add(place(p.verdict()));
                put(assumed, p.verdict());
            });
        }
        Map<String, Verdict> kept = new LinkedHashMap<>();
        violated.stream()
                .map(StoredVerdict::verdict)
                .filter(verdict -> !replaced.contains(place(verdict)))
                .forEach(verdict -> put(kept, verdict));
        List<CreditCase> cases = new ArrayList<>(cases(kept, this::actualSpec));
        cases.addAll(
                cases(assumed, verdict -> assumedVersion(verdict).document().spec()));
        return owed(assumedParts(), cases);
    }

    /** A term and a period of a version, whatever its targets are. */
    private static Object place(Verdict verdict) {
        return List.of(
                verdict.version(), verdict.term(), verdict.period().period().from());
    }

    private static void put(Map<String, Verdict> verdicts, Verdict verdict) {
        if (verdict.value() == VerdictValue.VIOLATED) {
            verdicts.put(CreditCases.key(verdict), verdict);
        }
    }

    private interface SpecOf {
        @Nullable
        Spec of(Verdict verdict);
    }

    private static List<CreditCase> cases(Map<String, Verdict> verdicts, SpecOf specs) {
        return verdicts.values().stream()
                .flatMap(verdict ->
                        Optional.ofNullable(specs.of(verdict)).flatMap(spec -> CreditCases.of(verdict, spec)).stream())
                .toList();
    }

    private static Map<String, MonetaryAmount> owed(List<ContractPart> parts, List<CreditCase> cases) {
        Map<String, MonetaryAmount> owed = new HashMap<>();
        for (CreditLine line : ComputeCredits.of(parts, cases)) {
            owed.put(line.key(), line.owed());
        }
        return owed;
    }

    private Stream<Version> actual() {
        return assumptions.stream().map(Assumption::actual).filter(Objects::nonNull);
    }

    private @Nullable Spec actualSpec(Verdict verdict) {
        return actual().filter(version -> version.ref().equals(verdict.version()))
                .findFirst()
                .map(version -> version.document().spec())
                .orElse(null);
    }

    private Version assumedVersion(Verdict verdict) {
        return assumptions.stream()
                .map(Assumption::assumed)
                .filter(version -> version.ref().equals(verdict.version()))
                .findFirst()
                .orElseThrow();
    }

    /** Before the preview what was charged then, in it what the proposed content charges. */
    private List<ContractPart> assumedParts() {
        List<ContractPart> parts = new ArrayList<>();
        for (Assumption one : assumptions) {
            Version version = one.assumed();
            Instant from = version.validity().from();
            Instant to = version.validity().to();
            Instant cut = span.from().isBefore(from) ? from : span.from().isAfter(to) ? to : span.from();
            Version actual = one.actual();
            if (actual != null && from.isBefore(cut)) {
                parts.add(CreditCases.part(actual.document().spec(), from, cut));
            }
            if (cut.isBefore(to)) {
                parts.add(CreditCases.part(version.document().spec(), cut, to));
            }
        }
        return parts;
    }
}
