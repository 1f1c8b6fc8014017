package io.surety.evaluation.budget;

import io.surety.agreement.Version;
import io.surety.agreement.document.EscalationPolicy.Burn;
import io.surety.calendar.Span;
import io.surety.evaluation.budget.SpendOfTerm.By;
import io.surety.evaluation.budget.SpendOfTerm.Versions;
import io.surety.shared.Ratio;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Walks with all burn tiers of a term over the same instants, and reads each window once. */
final class RulesWalk {

    private record Line(Burn rule, Optional<String> target) {}

    /** What came of one tier for one target. */
    record Outcome(Burn rule, Optional<String> target, List<BurnWalk.Run> found, Optional<BurnWalk.End> ended) {}

    private final SpendOfTerm spend;
    private final Versions versions;
    private final ZoneId zone;
    private final List<Burn> rules;
    private final List<Episode> recorded;
    private final Optional<Instant> lookedUntil;
    private final Map<Line, BurnWalk> walks = new LinkedHashMap<>();
    private boolean mayBurn;

    /** @param recorded episodes of the term that were open at the first instant, or later */
    RulesWalk(
            SpendOfTerm spend,
            Versions versions,
            Version version,
            List<Burn> rules,
            List<Episode> recorded,
            Optional<Instant> lookedUntil) {
        this.spend = spend;
        this.versions = versions;
        this.zone = version.document().spec().period().zone();
        this.rules = List.copyOf(rules);
        this.recorded = List.copyOf(recorded);
        this.lookedUntil = lookedUntil;
    }

    void look(Instant at) {
        Map<Span, Map<Optional<String>, Spending>> read = new HashMap<>();
        mayBurn = false;
        for (Burn rule : rules) {
            window(read, rule.shortWindow(), at).forEach((target, shorter) -> {
                mayBurn |= shorter.bad().compareTo(Ratio.ZERO) > 0;
                walks.computeIfAbsent(new Line(rule, target), this::walk)
                        .look(
                                at,
                                shorter,
                                () -> Objects.requireNonNullElse(
                                        window(read, rule.longWindow(), at).get(target), Spending.NONE));
            });
        }
    }

    private Map<Optional<String>, Spending> window(
            Map<Span, Map<Optional<String>, Spending>> read, Span length, Instant at) {
        return read.computeIfAbsent(length, window -> spend.in(versions, Windows.before(at, window, zone), By.BURN));
    }

    private BurnWalk walk(Line line) {
        return new BurnWalk(
                Ratio.of(line.rule().factor()),
                recorded.stream()
                        .filter(episode -> episode.rule().equals(line.rule().text())
                                && episode.target().equals(line.target()))
                        .toList(),
                lookedUntil);
    }

    List<Outcome> outcomes() {
        return walks.entrySet().stream()
                .map(walk -> new Outcome(
                        walk.getKey().rule(),
                        walk.getKey().target(),
                        walk.getValue().found(),
                        walk.getValue().ended()))
                .toList();
    }

    /** Whether anything was bad in a short window that ended last: without that, only new numbers can begin anything. */
    boolean mayBurn() {
        return mayBurn;
    }
}
