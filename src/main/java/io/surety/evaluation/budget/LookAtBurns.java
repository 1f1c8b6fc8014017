package io.surety.evaluation.budget;

import io.surety.agreement.Agreements;
import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.EscalationPolicy.Burn;
import io.surety.agreement.document.Term;
import io.surety.agreement.document.Term.NoData;
import io.surety.evaluation.BurnEnded;
import io.surety.evaluation.BurnExceeded;
import io.surety.evaluation.budget.BurnWatches.Mark;
import io.surety.evaluation.budget.BurnWatches.Watch;
import io.surety.evaluation.internal.LatestReceipt;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Looks at one watched term: records episodes that began or ended, and tells of them in the same transaction. */
@Component
class LookAtBurns {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BurnWatches watches;
    private final Episodes episodes;
    private final Agreements agreements;
    private final SpendOfTerm spend;
    private final KnownUntil known;
    private final LatestReceipt latest;
    private final TimeSource time;
    private final ApplicationEventPublisher events;

    LookAtBurns(
            BurnWatches watches,
            Episodes episodes,
            Agreements agreements,
            SpendOfTerm spend,
            KnownUntil known,
            ServiceCalendars calendars,
            TimeSource time,
            ApplicationEventPublisher events) {
        this.watches = watches;
        this.episodes = episodes;
        this.agreements = agreements;
        this.spend = spend;
        this.known = known;
        this.latest = new LatestReceipt(calendars);
        this.time = time;
        this.events = events;
    }

    /** @param watch whose row this transaction holds */
    void at(Watch watch) {
        Instant now = time.now();
        List<Mark> marks = watches.takeMarks(watch, now);
        Optional<Version> version = agreements.inForce(watch.agreement(), now);
        Optional<Term> term = version.flatMap(v -> v.document().spec().term(watch.term()));
        if (term.isEmpty() || BurnTiers.of(version.orElseThrow(), term.get()).isEmpty()) {
            open(watch).forEach(episode -> end(episode.id(), now));
            watches.forget(watch);
            return;
        }
        Optional<Instant> edge = known.of(version.get(), term.get(), now).map(Windows::wholeMinute);
        if (edge.isEmpty()) {
            watches.looked(watch, Optional.empty());
            return;
        }
        new Look(watch, version.get(), term.get(), marks, now).upTo(edge.get());
    }

    private Stream<Episode> open(Watch watch) {
        return episodes.since(watch.agreement(), watch.term(), Instant.parse("9999-01-01T00:00:00Z")).stream()
                .filter(Episode::isOpen);
    }

    private void end(UUID episode, Instant at) {
        episodes.end(episode, at);
        events.publishEvent(new BurnEnded(episode, at));
    }

    /** At one version's term, with the marks that led to it. */
    private final class Look {

        private final Watch watch;
        private final Version version;
        private final Term term;
        private final List<Mark> marks;
        private final Instant now;

        Look(Watch watch, Version version, Term term, List<Mark> marks, Instant now) {
            this.watch = watch;
            this.version = version;
            this.term = term;
            this.marks = marks;
            this.now = now;
        }

        void upTo(Instant edge) {
            List<Instant> moments = Moments.of(
                    watch.lookedUntil(), marks.stream().map(Mark::from).min(Comparator.naturalOrder()), edge);
            List<Burn> rules = BurnTiers.of(version, term);
            List<Episode> recorded =
                    episodes.since(watch.agreement(), watch.term(), moments.isEmpty() ? edge : moments.get(0));
            recorded.stream()
                    .filter(episode -> episode.isOpen() && !isOfOne(rules, episode))
                    .forEach(episode -> end(episode.id(), now));
            RulesWalk walk = new RulesWalk(
                    spend,
                    spend.versions(watch.agreement(), watch.term()),
                    version,
                    rules,
                    recorded,
                    watch.lookedUntil());
            moments.forEach(walk::look);
            walk.outcomes().forEach(this::keep);
            rest(edge, moments.isEmpty() || walk.mayBurn() || term.noData() == NoData.BAD);
        }

        /**
         * Without anything bad in a short window nothing begins before new numbers come, and so nobody need look; unless
         * numbers have come that are not known to be all.
         */
        private void rest(Instant edge, boolean mayBegin) {
            Optional<Instant> numbers = Stream.concat(
                            watch.numbersUntil().stream(), marks.stream().map(Mark::to))
                    .max(Comparator.naturalOrder());
            boolean toCome = numbers.filter(edge::isBefore).isPresent();
            boolean awake = known.movesByItself(version, term) && (mayBegin || toCome)
                    || open(watch).findAny().isPresent();
            Instant last = watch.lookedUntil().filter(edge::isBefore).orElse(edge);
            watches.looked(
                    new Watch(watch.agreement(), watch.term(), Optional.of(last), numbers),
                    awake ? Optional.of(Windows.wholeMinute(now).plus(MINUTE)) : Optional.empty());
        }

        private static boolean isOfOne(List<Burn> rules, Episode episode) {
            return rules.stream().anyMatch(rule -> rule.text().equals(episode.rule()));
        }

        private void keep(RulesWalk.Outcome outcome) {
            outcome.ended().ifPresent(end -> end(end.episode(), end.at()));
            outcome.found().forEach(run -> begin(outcome.rule(), outcome.target(), run));
        }

        /** One that is over already is told all the same: our own downtime silences nothing. */
        private void begin(Burn rule, Optional<String> target, BurnWalk.Run run) {
            UUID id = UUID.randomUUID();
            boolean retroactive = isRetroactive(run.beganAt());
            episodes.add(
                    new Episode(
                            id,
                            version.ref(),
                            term.id(),
                            target,
                            rule.text(),
                            run.beganAt(),
                            run.longBurn(),
                            run.shortBurn(),
                            retroactive,
                            run.endedAt()),
                    now);
            events.publishEvent(new BurnExceeded(
                    id,
                    version.ref(),
                    term.id(),
                    target,
                    rule,
                    run.longBurn(),
                    run.shortBurn(),
                    run.beganAt(),
                    retroactive));
            run.endedAt().ifPresent(end -> events.publishEvent(new BurnEnded(id, end)));
        }

        /** By the first of the inputs that may have revealed it; where time alone did, it is no late news. */
        private boolean isRetroactive(Instant began) {
            return marks.stream()
                    .filter(mark -> mark.from().isBefore(began))
                    .map(Mark::at)
                    .min(Comparator.naturalOrder())
                    .filter(received ->
                            received.isAfter(latest.of(version, Optional.ofNullable(term.escalation()), began)))
                    .isPresent();
        }
    }
}
