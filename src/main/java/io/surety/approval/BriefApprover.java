package io.surety.approval;

import static io.surety.workflow.FormText.plain;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Worth;
import io.surety.approval.Seat.Sitter;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.shared.ContentHash;
import java.math.BigDecimal;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says in plain words what a seat decides about. */
@Service
public class BriefApprover {

    private final Rounds rounds;
    private final Steps steps;
    private final Seats seats;
    private final Agreements agreements;
    private final Parties parties;

    BriefApprover(Rounds rounds, Steps steps, Seats seats, Agreements agreements, Parties parties) {
        this.rounds = rounds;
        this.steps = steps;
        this.seats = seats;
        this.agreements = agreements;
        this.parties = parties;
    }

    /** Binds the seat to its task, and tells what is decided in it. */
    @Transactional
    public Briefing brief(long seatId, String task) {
        seats.standsAt(seatId, task);
        Seat seat = seats.get(seatId);
        Step step = steps.get(seat.step());
        Round round = rounds.get(step.round());
        Version version = agreements.get(round.version());
        Spec spec = version.document().spec();
        Worth worth = Worth.of(spec);
        boolean retroactive = version.validity().from().isBefore(round.startedAt());
        return new Briefing(
                plain(version.document().metadata().title()),
                round.version().toString(),
                round.hash().hex(),
                name(spec.provider().id()),
                name(spec.customer().id()),
                spec.thirdParties().stream()
                        .map(PartyClause::id)
                        .map(this::name)
                        .collect(Collectors.joining(", ")),
                validity(spec.period(), retroactive),
                retroactive,
                money(worth.yearlyValue(), worth.currency()),
                money(worth.creditExposure(), worth.currency()),
                deviations(version),
                step.role().name(),
                plain(step.why()),
                scope(step),
                seat.people().stream()
                        .map(this::standingIn)
                        .filter(s -> !s.isEmpty())
                        .collect(Collectors.joining("; ")),
                "/agreements/" + round.version().agreement() + "?version="
                        + round.version().number(),
                "/agreements/" + round.version().agreement() + "/versions/"
                        + round.version().number() + "/preview",
                PlainTerms.promises(spec),
                PlainTerms.credits(spec));
    }

    private String name(String party) {
        return plain(parties.organisation(new OrganisationId(party))
                .map(Organisation::name)
                .orElse(party));
    }

    private static String validity(PeriodClause period, boolean retroactive) {
        String dates = "from %s until %s (%s)".formatted(period.start(), period.end(), period.zone());
        return plain(retroactive ? dates + ", so it starts in the past: its past is judged too" : dates);
    }

    private static String money(BigDecimal amount, String currency) {
        return amount.signum() == 0 ? "nothing" : "%s %s a year".formatted(amount.toPlainString(), currency);
    }

    private String deviations(Version version) {
        ContentHash template = version.document().metadata().template();
        if (template == null) {
            return "It was not made from a template.";
        }
        return agreements
                .content(template)
                .flatMap(origin -> agreements
                        .content(version.hash())
                        .map(own -> Deviations.count(Json.read(origin), Json.read(own))))
                .map(count -> "It differs from its template in %d places.".formatted(count))
                .orElse("Its template is not known here.");
    }

    private static String scope(Step step) {
        return step.scope().contains("/") ? "the whole document" : plain(String.join(", ", step.scope()));
    }

    private String standingIn(Sitter sitter) {
        if (sitter.insteadOf() == null) {
            return "";
        }
        String absent = parties.person(sitter.insteadOf())
                .map(Person::name)
                .orElse(sitter.insteadOf().value());
        String acting = parties.person(sitter.person())
                .map(Person::name)
                .orElse(sitter.person().value());
        return plain("%s stands in for %s (%s)".formatted(acting, absent, sitter.reason()));
    }
}
