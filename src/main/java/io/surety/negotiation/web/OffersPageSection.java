package io.surety.negotiation.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.NegotiationState;
import io.surety.negotiation.Offer;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.Caller;
import io.surety.party.Parties;
import io.surety.party.Person;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** On an agreement's page: the offers that were made for the version, and how each was answered. */
@Component
class OffersPageSection implements AgreementPageSection {

    private final WatchNegotiation watch;
    private final Parties parties;

    OffersPageSection(WatchNegotiation watch, Parties parties) {
        this.watch = watch;
        this.parties = parties;
    }

    /** @param answers number of the offer that it is based on; empty for a first one */
    record Row(Offer offer, String madeBy, Optional<Integer> answers) {}

    @Override
    public int order() {
        return 30;
    }

    @Override
    public String template() {
        return "negotiation/agreement-section";
    }

    @Override
    public String fragment() {
        return "offers";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        Optional<Negotiation> found = watch.find(version.ref());
        if (found.isEmpty()) {
            return Map.of();
        }
        Negotiation negotiation = found.get();
        ZoneId zone = version.document().spec().period().zone();
        Map<String, Object> model = new HashMap<>();
        model.put("zone", zone);
        model.put("negotiation", negotiation);
        model.put("rows", rows(version));
        model.put(
                "missing",
                negotiation.state() == NegotiationState.ACCEPTED ? watch.missingConsents(version.ref()) : List.of());
        return model;
    }

    private List<Row> rows(Version version) {
        List<Offer> offers = watch.offers(version.ref());
        Map<UUID, Integer> numbers = offers.stream().collect(Collectors.toMap(Offer::id, Offer::number));
        return offers.stream()
                .map(offer -> new Row(
                        offer,
                        parties.person(offer.madeBy())
                                .map(Person::name)
                                .orElse(offer.madeBy().value()),
                        Optional.ofNullable(offer.counterTo()).map(numbers::get)))
                .toList();
    }
}
