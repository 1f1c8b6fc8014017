package io.surety.negotiation.process;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.agreement.VersionRef;
import io.surety.agreement.document.Charges;
import io.surety.agreement.document.Spec;
import io.surety.negotiation.CompareOffers;
import io.surety.negotiation.Offer;
import io.surety.negotiation.Redline;
import io.surety.negotiation.Side;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.workflow.FormText;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes what a negotiator decides about into her task, in plain words, for nobody else to read. */
@Component
class OfferText {

    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm (VV)", Locale.ENGLISH);

    private final Agreements agreements;
    private final Parties parties;
    private final CompareOffers compare;

    OfferText(Agreements agreements, Parties parties, CompareOffers compare) {
        this.agreements = agreements;
        this.parties = parties;
        this.compare = compare;
    }

    /** What every task of the negotiation shows. */
    void describe(DelegateTask task, VersionRef ref) {
        Version version = agreements.get(ref);
        Spec spec = version.document().spec();
        task.setVariableLocal(
                "title", FormText.plain(version.document().metadata().title()));
        task.setVariableLocal("versionText", ref.agreement() + ", version " + ref.number());
        task.setVariableLocal("documentLink", "/agreements/" + ref.agreement() + "?version=" + ref.number());
        task.setVariableLocal(
                "previewLink", "/agreements/" + ref.agreement() + "/versions/" + ref.number() + "/preview");
        task.setVariableLocal("provider", FormText.plain(name(spec.provider().id())));
        task.setVariableLocal("customer", FormText.plain(name(spec.customer().id())));
        task.setVariableLocal(
                "validity",
                "from " + spec.period().start() + " until before "
                        + spec.period().end() + ", " + spec.period().zone());
        task.setVariableLocal("prices", Json.variable(prices(spec)));
    }

    /** What the head offers, and how it differs from what it answers. */
    void describe(DelegateTask task, VersionRef ref, Offer head) {
        describe(task, ref);
        Version version = agreements.get(ref);
        String by = parties.person(head.madeBy())
                .map(Person::name)
                .orElse(head.madeBy().value());
        task.setVariableLocal(
                "offeredBy",
                FormText.plain(
                        by + " for " + name(organisation(head.from(), version).value())));
        task.setVariableLocal("expires", text(head.expiresAt(), version));
        task.setVariableLocal("head", head.hash().hex());
        task.setVariableLocal("offer", head.id().toString());
        Redline redline = compare.redline(ref, head);
        task.setVariableLocal("changed", !redline.changes().isEmpty());
        task.setVariableLocal("changes", Json.variable(rows(redline)));
    }

    private List<Map<String, String>> rows(Redline redline) {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Redline.Change change : redline.changes()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("path", change.path().replace("/spec/", ""));
            row.put("before", orDash(change.before()));
            row.put("after", orDash(change.after()));
            Side better = change.betterFor();
            row.put("better", better == null ? "–" : better.name().toLowerCase(Locale.ROOT));
            rows.add(row);
        }
        return rows;
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "–" : text;
    }

    private String prices(Spec spec) {
        List<String> prices = new ArrayList<>();
        Charges whole = spec.charges();
        if (whole != null) {
            prices.add(price("the agreement", whole));
        }
        spec.services().forEach(service -> {
            Charges charges = service.charges();
            if (charges != null) {
                prices.add(price(service.id(), charges));
            }
        });
        return prices.isEmpty() ? "no charges" : String.join("; ", prices);
    }

    private static String price(String of, Charges charges) {
        return of + ": " + charges.amount().toPlainString() + " " + charges.currency() + " per "
                + charges.per().name().toLowerCase(Locale.ROOT);
    }

    private static OrganisationId organisation(Side side, Version version) {
        return side.organisation(version.document().spec());
    }

    private static String text(Instant instant, Version version) {
        return INSTANT.format(instant.atZone(version.document().spec().period().zone()));
    }

    private String name(String organisation) {
        return parties.organisation(new OrganisationId(organisation))
                .map(Organisation::name)
                .orElse(organisation);
    }
}
