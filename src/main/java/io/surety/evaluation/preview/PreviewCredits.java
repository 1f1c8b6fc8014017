package io.surety.evaluation.preview;

import io.surety.agreement.Version;
import io.surety.agreement.document.Spec;
import io.surety.evaluation.VerdictValue;
import io.surety.evaluation.credit.ComputeCredits;
import io.surety.evaluation.credit.ContractPart;
import io.surety.evaluation.credit.CreditCase;
import io.surety.evaluation.credit.CreditLine;
import io.surety.evaluation.period.CreditCases;
import io.surety.evaluation.period.EarnedBack;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.preview.PreviewLine.Previewed;
import io.surety.evaluation.verdict.Verdict;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final EarnedBack.Said earlier;
    private final Interval span;
    private final Instant now;

    /**
     * @param violated all of the agreement that are published
     * @param earlier what was said for good of the periods before the preview
     * @param span from the first to the last part-period of the preview
     */
    PreviewCredits(
            List<Assumption> assumptions,
            List<StoredVerdict> violated,
            EarnedBack.Said earlier,
            Interval span,
            Instant now) {
        this.assumptions = assumptions;
        this.earlier = earlier;
        this.violated = violated.stream()
                .filter(stored -> !stored.verdict().period().part().to().isAfter(span.to()))
                .toList();
        this.span = span;
        this.now = now;
    }

    /** The lines with what they owe, and what becomes of it. */
    List<PreviewLine> owed(List<PreviewLine> lines) {
        PreviewOutcomes was = outcomes(actual().toList(), lines, PreviewLine::before);
        PreviewOutcomes is =
                outcomes(assumptions.stream().map(Assumption::assumed).toList(), lines, PreviewLine::after);
        Owed before = before(lines, was);
        Owed after = after(lines, was, is);
        return lines.stream()
                .map(line -> new PreviewLine(
                        line.term(),
                        line.target(),
                        line.label(),
                        line.period(),
                        line.before().map(p -> before.by(p, was)),
                        line.after().map(p -> after.by(p, is)),
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
                span.from(),
                earlier,
                now);
    }

    /**
     * @param amounts what is owed where nothing is owed for what is earned back, so that it uses nothing up
     * @param earnedBack what would be owed for that otherwise
     */
    private record Owed(Map<String, MonetaryAmount> amounts, Map<String, MonetaryAmount> earnedBack) {

        Previewed by(Previewed previewed, PreviewOutcomes outcomes) {
            String key = CreditCases.key(previewed.verdict());
            Optional<MonetaryAmount> back = Optional.ofNullable(earnedBack.get(key));
            if (back.isPresent()) {
                return previewed.owing(
                        back.map(amount -> amount.multiply(0)),
                        back.filter(MonetaryAmount::isPositive).map(amount -> Outcome.EARNED_BACK));
            }
            Optional<MonetaryAmount> amount = Optional.ofNullable(amounts.get(key));
            return previewed.owing(
                    amount, amount.filter(MonetaryAmount::isPositive).map(a -> outcomes.of(previewed.verdict())));
        }
    }

    private Owed before(List<PreviewLine> lines, PreviewOutcomes outcomes) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        violated.forEach(stored -> put(verdicts, stored.verdict()));
        lines.stream().flatMap(line -> line.before().stream()).forEach(p -> put(verdicts, p.verdict()));
        List<ContractPart> parts = actual().map(CreditCases::part).toList();
        return owed(
                parts,
                cases(verdicts.values(), this::actualSpec),
                cases(verdicts.values().stream().filter(outcomes::isEarnedBack).toList(), this::actualSpec));
    }

    /** @param was what becomes of those that stay as they were said */
    private Owed after(List<PreviewLine> lines, PreviewOutcomes was, PreviewOutcomes is) {
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
        SpecOf proposed = verdict -> assumedVersion(verdict).document().spec();
        List<CreditCase> cases = new ArrayList<>(cases(kept.values(), this::actualSpec));
        cases.addAll(cases(assumed.values(), proposed));
        List<CreditCase> back = new ArrayList<>(
                cases(kept.values().stream().filter(was::isEarnedBack).toList(), this::actualSpec));
        back.addAll(cases(assumed.values().stream().filter(is::isEarnedBack).toList(), proposed));
        return owed(assumedParts(), cases, back);
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

    private static List<CreditCase> cases(Collection<Verdict> verdicts, SpecOf specs) {
        return verdicts.stream()
                .flatMap(verdict ->
                        Optional.ofNullable(specs.of(verdict)).flatMap(spec -> CreditCases.of(verdict, spec)).stream())
                .toList();
    }

    /** @param back those of the cases that are earned back */
    private static Owed owed(List<ContractPart> parts, List<CreditCase> cases, List<CreditCase> back) {
        Set<String> keys = back.stream().map(CreditCase::key).collect(Collectors.toSet());
        Map<String, MonetaryAmount> otherwise = owed(parts, cases);
        otherwise.keySet().retainAll(keys);
        return new Owed(
                owed(
                        parts,
                        cases.stream().filter(one -> !keys.contains(one.key())).toList()),
                otherwise);
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
