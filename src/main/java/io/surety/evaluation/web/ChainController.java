package io.surety.evaluation.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.document.Term;
import io.surety.evaluation.composite.Chain;
import io.surety.evaluation.composite.Chain.Link;
import io.surety.evaluation.composite.FollowChain;
import io.surety.evaluation.verdict.Periods;
import io.surety.party.Caller;
import io.surety.shared.Interval;
import io.surety.shared.Ratio;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What carries an availability, and what that comes to together ({@code domain.md} 5.5, 7.7). */
@RestController
@Tag(name = "Verdicts")
class ChainController {

    private static final int DIGITS = 6;

    private final Sides sides;
    private final Agreements agreements;
    private final FollowChain chains;

    ChainController(Sides sides, Agreements agreements, FollowChain chains) {
        this.sides = sides;
        this.agreements = agreements;
        this.chains = chains;
    }

    /**
     * @param assumption under which {@code expected} holds; it is no proof
     * @param expected of what is promised, as an exact fraction; null if one of the links is not known here
     * @param expectedAchieved the same of what was achieved
     * @param carries whether {@code expected} reaches the goal
     * @param guaranteed without that assumption, if each link just fulfils its own agreement; null where an agreement puts
     *     no figure on the downtime that it allows
     * @param proven whether {@code guaranteed} reaches the goal
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChainView(
            String agreement,
            int version,
            String term,
            Instant from,
            Instant to,
            String assumption,
            FigureView goal,
            @Nullable FigureView achieved,
            @Nullable FigureView expected,
            @Nullable FigureView expectedAchieved,
            @Nullable Boolean carries,
            @Nullable FigureView guaranteed,
            @Nullable Boolean proven,
            @Nullable String weakest,
            List<LinkView> links) {

        static ChainView of(Chain chain) {
            return new ChainView(
                    chain.agreement(),
                    chain.version(),
                    chain.term(),
                    chain.period().from(),
                    chain.period().to(),
                    "independent",
                    FigureView.of(chain.goal()),
                    chain.achieved().map(FigureView::of).orElse(null),
                    chain.expected().map(FigureView::of).orElse(null),
                    chain.expectedAchieved().map(FigureView::of).orElse(null),
                    chain.carries().orElse(null),
                    chain.guaranteed().map(FigureView::of).orElse(null),
                    chain.proven().orElse(null),
                    chain.weakest().map(ChainView::name).orElse(null),
                    chain.links().stream().map(LinkView::of).toList());
        }

        private static String name(Link link) {
            return link.agreement()
                    .map(agreement -> agreement + "/" + link.term().orElse(""))
                    .orElse("own");
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LinkView(
            @Nullable String agreement,
            @Nullable String term,
            Chain.As as,
            @Nullable FigureView promised,
            @Nullable FigureView achieved,
            Chain.@Nullable Unknown unknown) {

        static LinkView of(Link link) {
            return new LinkView(
                    link.agreement().orElse(null),
                    link.term().orElse(null),
                    link.as(),
                    link.promised().map(FigureView::of).orElse(null),
                    link.achieved().map(FigureView::of).orElse(null),
                    link.unknown().orElse(null));
        }
    }

    /** @param percent for people, rounded down */
    record FigureView(String share, String percent) {
        static FigureView of(Ratio share) {
            return new FigureView(share.toString(), share.toPercentText(DIGITS));
        }
    }

    @GetMapping("/api/agreements/{id}/terms/{term}/chain")
    @Operation(
            summary = "What carries an availability, and what that is expected to come to together",
            description =
                    "For a term with supportedBy: what each link promises and achieved in the period, their product "
                            + "where all are needed and 1 - prod(1 - A) where one is enough. That holds if they are independent; "
                            + "it is no proof. guaranteed is sure if each link just fulfils its own agreement: all the "
                            + "downtime that its periods allow may fall into this one; it is left out where exclusions, a "
                            + "minimum outage or a suspension let more pass. A link to an agreement that is not the reader's says only so.")
    ChainView chain(@PathVariable String id, @PathVariable String term, @RequestParam String period, Caller caller) {
        sides.version(id, caller);
        Version version = agreements.activated(id).stream()
                .filter(v -> v.validity().overlaps(whole(v, period)))
                .reduce((first, second) -> second)
                .orElseThrow(() -> Refusal.notFound("a version of " + id + " in " + period));
        Term found = version.document()
                .spec()
                .term(term)
                .filter(FollowChain::hasChain)
                .orElseThrow(() -> Refusal.notFound("an availability " + term + " that something carries"));
        return ChainView.of(chains.follow(version, found, part(version, found, whole(version, period)), caller));
    }

    /** As the version reads it in its zone. */
    private static Interval whole(Version version, String period) {
        return PeriodLabel.parse(version.document().spec().period().zone(), period);
    }

    private static Interval part(Version version, Term term, Interval whole) {
        Periods periods =
                new Periods(term.per(), version.document().spec().period().zone());
        return Optional.of(periods.containing(whole.from()))
                .filter(whole::equals)
                .map(period -> Periods.part(period, version.validity()).part())
                .orElseThrow(() -> malformed(whole + ", the term is judged by " + term.per()));
    }

    private static Refusal malformed(String period) {
        return new Refusal(Refusal.Kind.MALFORMED, "period-malformed", "not a period of the term: " + period);
    }
}
