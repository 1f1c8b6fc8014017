package io.surety.evaluation.budget;

import io.surety.agreement.ServiceCalendars;
import io.surety.agreement.Version;
import io.surety.evaluation.budget.SpendOfTerm.Versions;
import io.surety.shared.Interval;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.stereotype.Service;

/** Error budgets of terms for people, worked out when they are asked for from what is known now. */
@Service
public class ReadBudgets {

    private final SpendOfTerm spend;
    private final KnownUntil known;
    private final ServiceCalendars calendars;

    ReadBudgets(SpendOfTerm spend, KnownUntil known, ServiceCalendars calendars) {
        this.spend = spend;
        this.known = known;
        this.calendars = calendars;
    }

    /**
     * Of the period that an instant lies in, and of the rolling window that ends at it.
     *
     * @param at not after {@code now}
     * @return empty if no version holds the term then, or if it has no share: a tolerance is a number of breaches
     */
    public List<ErrorBudget> at(String agreement, String term, Instant at, Instant now) {
        Versions versions = spend.versions(agreement, term);
        List<ErrorBudget> budgets = new ArrayList<>();
        for (Version version : versions.all()) {
            if (version.validity().contains(at)) {
                LookAtTerm look = look(versions, version, at, now);
                look.period(at).ifPresent(part -> budgets.addAll(look.ofPeriod(part)));
                look.ofObjective().ifPresent(budgets::add);
            }
        }
        return budgets;
    }

    /**
     * Of a calendar period of the term's length, one for each version that held in it, as far as it has come.
     *
     * @param period as a version reads it in its zone
     */
    public List<ErrorBudget> of(String agreement, String term, Function<ZoneId, Interval> period, Instant now) {
        Versions versions = spend.versions(agreement, term);
        List<ErrorBudget> budgets = new ArrayList<>();
        for (Version version : versions.all()) {
            LookAtTerm look = look(versions, version, now, now);
            Interval named = period.apply(version.document().spec().period().zone());
            look.period(named.from())
                    .filter(part ->
                            part.period().equals(named) && part.part().from().isBefore(now))
                    .ifPresent(part -> budgets.addAll(look.ofPeriod(part)));
        }
        return budgets;
    }

    private LookAtTerm look(Versions versions, Version version, Instant at, Instant now) {
        return new LookAtTerm(spend, calendars, versions, version, at, known.of(version, versions.of(version), now));
    }
}
