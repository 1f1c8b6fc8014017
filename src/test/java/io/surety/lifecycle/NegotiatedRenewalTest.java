package io.surety.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Version;
import io.surety.agreement.VersionState;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.Offer;
import io.surety.shared.ContentHash;
import io.surety.shared.Interval;
import io.surety.testing.WholeApplicationTest;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What a review before the end comes to: an offer for the next term, an amendment, or the end. */
@WholeApplicationTest
class NegotiatedRenewalTest extends RenewalScene {

    @Test
    void aNegotiatedRenewalIsOfferedByTheReviewBeforeTheEnd() {
        inForce("negotiated");
        reviewBeforeTheEnd("KEEP");
        Version second = agreements.get(ref(2));
        assertThat(second.state()).isEqualTo(VersionState.NEGOTIATING);
        assertThat(second.validity()).isEqualTo(new Interval(END, berlin("2028-04-01")));
        Negotiation negotiation = negotiations.find(ref(2)).orElseThrow();
        Offer offer = negotiation.openHead().orElseThrow();
        assertThat(offer.madeBy()).isEqualTo(three.manager);
        assertThat(offer.expiresAt()).isEqualTo(time.now().plus(Duration.ofDays(30)));

        negotiate.accept(ref(2), offer.id(), offer.hash(), Actor.overRest(three.representative));
        approved(ref(2));
        time.moveTo(END);
        processes.fireDue(process(first));
        processes.fireDue(process(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(2)).isEqualTo(VersionState.ACTIVE);
    }

    @Test
    void aNegotiatedRenewalThatNobodyAgreesToEnds() {
        inForce("negotiated");
        reviewBeforeTheEnd("KEEP");
        time.moveTo(END);
        processes.fireDue(process(first));
        processes.fireDue(process(ref(2)));
        assertThat(state(1)).isEqualTo(VersionState.EXPIRED);
        assertThat(state(2)).isEqualTo(VersionState.LAPSED);
    }

    @Test
    void aReviewThatRenegotiatesOpensANegotiationWithAnOffer() {
        inForce("negotiated");
        review("RENEGOTIATE");
        assertThat(state(2)).isEqualTo(VersionState.NEGOTIATING);
        assertThat(agreements.get(ref(2)).validity()).isEqualTo(new Interval(berlin("2026-05-01"), END));
        Offer head = negotiations.find(ref(2)).orElseThrow().openHead().orElseThrow();
        assertThat(head.hash()).isEqualTo(agreements.get(ref(2)).hash());
        processes.fireDue(process(ref(2)));
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(ref(2).toString())
                        .taskDefinitionKey("userTask_answerOffer")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aReviewThatAmendsMakesADraftAndNoOffer() {
        inForce("negotiated");
        review("AMEND");
        assertThat(state(2)).isEqualTo(VersionState.DRAFT);
        assertThat(negotiations.offers(ref(2))).isEmpty();
    }

    @Test
    void aReviewThatRenegotiatesOffersADraftThatIsThereAlready() {
        inForce("negotiated");
        requests.amend(three.agreement, document("2026-07-01", "2027-04-01", "negotiated"), caller(three.manager));
        ContentHash drafted = agreements.get(ref(2)).hash();
        review("RENEGOTIATE");
        assertThat(negotiations
                        .find(ref(2))
                        .orElseThrow()
                        .openHead()
                        .orElseThrow()
                        .hash())
                .isEqualTo(drafted);
        assertThat(agreements.versions(three.agreement)).hasSize(2);
    }

    @Test
    void aReviewThatTerminatesGivesTheAgreedNotice() {
        inForce("negotiated");
        review("TERMINATE");
        LocalDate end = LocalDate.ofInstant(time.now(), BERLIN).plusDays(90);
        assertThat(agreements.get(first).validity().to()).isEqualTo(berlin(end.toString()));
        time.moveTo(berlin(end.toString()));
        processes.fireDue(process(first));
        assertThat(state(1)).isEqualTo(VersionState.TERMINATED);
    }

    @Test
    void aReviewBeforeTheEndThatTerminatesKeepsItFromBeingRenewed() {
        inForce("automatic");
        reviewBeforeTheEnd("TERMINATE");
        assertThat(renewals.outlook(three.agreement, caller(three.manager)).endsOn())
                .isEqualTo("2027-04-01");
        time.moveTo(END);
        processes.fireDue(process(first));
        assertThat(state(1)).isEqualTo(VersionState.TERMINATED);
        assertThat(agreements.versions(three.agreement)).hasSize(1);
    }
}
