package io.surety.evaluation.availability;

import io.surety.agreement.Version;
import io.surety.agreement.document.Exclusion;
import io.surety.agreement.document.Per;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import io.surety.calendar.Due;
import io.surety.calendar.ServiceCalendar;
import io.surety.calendar.Span;
import io.surety.evaluation.ledger.Claim;
import io.surety.evaluation.ledger.Mark;
import io.surety.evaluation.verdict.Periods;
import io.surety.measurement.MaintenanceWindow;
import io.surety.party.OrganisationId;
import io.surety.shared.Interval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes time out of judgement where the conditions of an exclusion hold: confirmed by whoever decides, announced long
 * enough before, within its cap. Everything else is ordinary time.
 */
final class ApplyExclusions {

    static final String MAINTENANCE = "agreed-maintenance";

    private final Version version;
    private final Spec spec;
    private final Term term;
    private final ServiceCalendar service;
    private final ServiceCalendar business;

    /**
     * @param service on which open time of a cap is counted
     * @param business of the agreement, on which business days of an announcement are counted
     */
    ApplyExclusions(Version version, Term term, ServiceCalendar service, ServiceCalendar business) {
        this.version = version;
        this.spec = version.document().spec();
        this.term = term;
        this.service = service;
        this.business = business;
    }

    /** A span that an exclusion may take out, with what its conditions ask about. */
    private record Candidate(
            Interval span,
            String evidence,
            @Nullable String party,
            Set<OrganisationId> confirmedBy,
            Optional<Instant> announcedAt) {}

    /** The exclusions that apply to a term. */
    static List<Exclusion> of(Spec spec, Term term) {
        return spec.exclusions().stream()
                .filter(e -> e.terms().isEmpty() || e.terms().contains(term.id()))
                .toList();
    }

    /** The calendar periods in which a cap is counted, as far as the version holds in them. */
    static List<Interval> capPeriods(Version version, Per per, Interval span) {
        return new Periods(per, version.document().spec().period().zone())
                .touching(span).stream()
                        .map(version.validity()::intersect)
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** What is taken out of the judged span; may reach beyond it. */
    List<Claim> claims(List<Down> down, List<MaintenanceWindow> maintenance, Interval judged) {
        List<Claim> claims = new ArrayList<>();
        for (Exclusion exclusion : of(spec, term)) {
            List<Candidate> granted = candidates(exclusion.cause(), down, maintenance).stream()
                    .filter(c -> isConfirmed(exclusion, c) && isAnnounced(exclusion, c))
                    .sorted(Comparator.comparing((Candidate c) -> c.span().from())
                            .thenComparing(Candidate::evidence))
                    .toList();
            Span cap = exclusion.cap();
            Per per = exclusion.per();
            if (cap == null || per == null) {
                granted.forEach(c -> claims.add(claim(exclusion, c, c.span())));
            } else {
                for (Interval period : capPeriods(version, per, judged)) {
                    claims.addAll(withinCap(exclusion, granted, period, openMillis(cap)));
                }
            }
        }
        return claims;
    }

    private List<Candidate> candidates(String cause, List<Down> down, List<MaintenanceWindow> maintenance) {
        List<Candidate> candidates = new ArrayList<>();
        for (Down one : down) {
            if (cause.equals(one.cause())) {
                candidates.add(new Candidate(
                        one.span(), one.evidence(), responsible(one), one.confirmedBy(), Optional.empty()));
            }
        }
        if (cause.equals(MAINTENANCE)) {
            for (MaintenanceWindow window : maintenance) {
                candidates.add(new Candidate(
                        window.span(),
                        window.source() + "/" + window.id(),
                        spec.provider().id(),
                        window.confirmedBy(),
                        Optional.of(window.announcedAt())));
            }
        }
        return candidates;
    }

    private @Nullable String responsible(Down down) {
        if (down.party() != null) {
            return down.party();
        }
        return "customer".equals(down.cause()) ? spec.customer().id() : null;
    }

    private boolean isConfirmed(Exclusion exclusion, Candidate candidate) {
        boolean provider = candidate
                .confirmedBy()
                .contains(new OrganisationId(spec.provider().id()));
        boolean customer = candidate
                .confirmedBy()
                .contains(new OrganisationId(spec.customer().id()));
        return switch (exclusion.decidedBy()) {
            case PROVIDER -> provider;
            case CUSTOMER -> customer;
            case BOTH -> provider && customer;
        };
    }

    /** What was never announced does not meet an exclusion that asks for an announcement. */
    private boolean isAnnounced(Exclusion exclusion, Candidate candidate) {
        Span announce = exclusion.announce();
        if (announce == null) {
            return true;
        }
        Instant start = candidate.span().from();
        return candidate
                .announcedAt()
                .filter(at -> !earliestStart(at, announce).map(start::isBefore).orElse(true))
                .isPresent();
    }

    private Optional<Instant> earliestStart(Instant announcedAt, Span announce) {
        if (announce instanceof Span.OpenTime wall) {
            return Optional.of(announcedAt.plus(wall.duration()));
        }
        if (announce instanceof Span.Dates dates) {
            return Optional.of(announcedAt
                    .atZone(spec.period().zone())
                    .plus(dates.period())
                    .toInstant());
        }
        return business.due(announcedAt, announce, List.of()).map(Due::deadline);
    }

    /** The cap is used up by open time, in order of start and then id; no open time uses it up twice. */
    private List<Claim> withinCap(Exclusion exclusion, List<Candidate> granted, Interval period, long cap) {
        List<Claim> claims = new ArrayList<>();
        List<Interval> taken = new ArrayList<>();
        long left = cap;
        for (Candidate candidate : granted) {
            Optional<Interval> inPeriod = candidate.span().intersect(period);
            if (inPeriod.isEmpty()) {
                continue;
            }
            for (Interval fresh : Spans.gaps(inPeriod.get(), taken)) {
                long open = service.elapsedMillis(fresh.from(), fresh.to());
                Optional<Interval> capped = open <= left
                        ? Optional.of(fresh)
                        : service.after(fresh.from(), left, List.of()).flatMap(end -> Spans.between(fresh.from(), end));
                capped.ifPresent(span -> {
                    claims.add(claim(exclusion, candidate, span));
                    taken.add(span);
                });
                left -= Math.min(open, left);
            }
        }
        return claims;
    }

    private static Claim claim(Exclusion exclusion, Candidate candidate, Interval span) {
        Mark mark =
                switch (exclusion.effect()) {
                    case EXCLUDE -> Mark.excluded(exclusion.cause(), candidate.evidence(), candidate.party());
                    case EXCUSE -> Mark.excused(exclusion.cause(), candidate.evidence(), candidate.party());
                };
        return new Claim(span, mark);
    }

    private static long openMillis(Span cap) {
        if (cap instanceof Span.OpenTime open) {
            return open.duration().toMillis();
        }
        throw new IllegalArgumentException("a cap is open time: " + cap.text());
    }
}
