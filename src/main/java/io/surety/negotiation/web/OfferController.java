package io.surety.negotiation.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.negotiation.Actor;
import io.surety.negotiation.CompareOffers;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Negotiation;
import io.surety.negotiation.Offer;
import io.surety.negotiation.Redline;
import io.surety.negotiation.WatchNegotiation;
import io.surety.party.Caller;
import io.surety.shared.ContentHash;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Offers, counter-offers, and what the others say to them; each act names the hash of the head it speaks of. */
@RestController
@RequestMapping("/api/agreements/{id}")
@Tag(name = "Negotiation")
class OfferController {

    private static final String HASH = "[0-9a-f]{64}";

    private final Agreements agreements;
    private final Negotiate negotiate;
    private final WatchNegotiation watch;
    private final CompareOffers compare;
    private final ReadDocument read;

    OfferController(
            Agreements agreements,
            Negotiate negotiate,
            WatchNegotiation watch,
            CompareOffers compare,
            ReadDocument read) {
        this.agreements = agreements;
        this.negotiate = negotiate;
        this.watch = watch;
        this.compare = compare;
        this.read = read;
    }

    /**
     * @param head null for a first offer, which offers the present content; else the hash of the offer that it answers
     * @param counterTo the earlier offer that it is based on; the head, if it is left out
     * @param document the content that is offered: YAML or JSON as a text, or JSON as it is; if it is left out, that of
     *     {@code counterTo}
     */
    record OfferRequest(
            @Nullable @Pattern(regexp = HASH) String head,
            @Nullable UUID counterTo,
            @Nullable JsonNode document,
            @NotNull Instant expiresAt) {}

    record ActRequest(@NotNull @Pattern(regexp = HASH) String head) {}

    record RejectionRequest(
            @NotNull @Pattern(regexp = HASH) String head, @NotBlank @Size(min = 3, max = 1000) String reason) {}

    record ConsentRequest(
            @NotNull @Pattern(regexp = HASH) String head,
            @NotBlank @Size(max = 63) String thirdParty,
            @Nullable Boolean refuse,
            @Nullable @Size(min = 3, max = 1000) String reason) {}

    @GetMapping("/offers")
    @Operation(summary = "The tree of offers of the newest version, and where the negotiation stands")
    NegotiationView list(@PathVariable String id, Caller caller) {
        return view(ref(id, caller));
    }

    @PostMapping("/offers")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make the first offer, counter the head, or better one's own offer")
    OfferView offer(@PathVariable String id, @Valid @RequestBody OfferRequest request, Caller caller) {
        VersionRef ref = ref(id, caller);
        Actor actor = Actor.overRest(caller.person());
        Instant expiresAt = request.expiresAt().truncatedTo(ChronoUnit.MILLIS);
        String head = request.head();
        if (head == null) {
            if (request.counterTo() != null || request.document() != null) {
                throw invalid("/head", "head-needed", "a counter-offer names the hash of the head that it answers");
            }
            return OfferView.of(negotiate.offer(ref, expiresAt, actor));
        }
        return OfferView.of(negotiate.counter(
                ref, new ContentHash(head), request.counterTo(), document(ref, request), expiresAt, actor));
    }

    @PostMapping("/offers/{offer}/acceptance")
    @Operation(summary = "Accept the head, as the side that it was made to")
    NegotiationView accept(
            @PathVariable String id, @PathVariable UUID offer, @Valid @RequestBody ActRequest request, Caller caller) {
        VersionRef ref = ref(id, caller);
        negotiate.accept(ref, offer, new ContentHash(request.head()), Actor.overRest(caller.person()));
        return view(ref);
    }

    @PostMapping("/offers/{offer}/rejection")
    @Operation(summary = "Reject the head and end the negotiation")
    NegotiationView reject(
            @PathVariable String id,
            @PathVariable UUID offer,
            @Valid @RequestBody RejectionRequest request,
            Caller caller) {
        VersionRef ref = ref(id, caller);
        negotiate.reject(
                ref, offer, new ContentHash(request.head()), request.reason(), Actor.overRest(caller.person()));
        return view(ref);
    }

    @PostMapping("/offers/{offer}/withdrawal")
    @Operation(summary = "Take one's own offer back")
    NegotiationView withdraw(
            @PathVariable String id, @PathVariable UUID offer, @Valid @RequestBody ActRequest request, Caller caller) {
        VersionRef ref = ref(id, caller);
        negotiate.withdraw(ref, offer, new ContentHash(request.head()), Actor.overRest(caller.person()));
        return view(ref);
    }

    @PostMapping("/consents")
    @Operation(summary = "Consent, for a third party, to the duties that the head lays on it; or refuse them")
    NegotiationView consent(@PathVariable String id, @Valid @RequestBody ConsentRequest request, Caller caller) {
        VersionRef ref = ref(id, caller);
        ContentHash head = new ContentHash(request.head());
        Actor actor = Actor.overRest(caller.person());
        if (Boolean.TRUE.equals(request.refuse())) {
            String reason = request.reason();
            if (reason == null) {
                throw invalid("/reason", "required", "a refusal says why");
            }
            negotiate.refuse(ref, request.thirdParty(), head, reason, actor);
        } else {
            negotiate.consent(ref, request.thirdParty(), head, actor);
        }
        return view(ref);
    }

    @GetMapping("/offers/{before}/redline/{after}")
    @Operation(summary = "What the second offer changes of the first, by path, and in price")
    Redline redline(@PathVariable String id, @PathVariable UUID before, @PathVariable UUID after, Caller caller) {
        return compare.redline(ref(id, caller), before, after);
    }

    private VersionRef ref(String id, Caller caller) {
        return agreements.visible(id, caller).ref();
    }

    private NegotiationView view(VersionRef ref) {
        return watch.find(ref)
                .map(negotiation -> NegotiationView.of(negotiation, watch))
                .orElseGet(() -> NegotiationView.of(Negotiation.notBegun(ref), watch));
    }

    private ParsedDocument document(VersionRef ref, OfferRequest request) {
        JsonNode document = request.document();
        if (document != null && !document.isNull()) {
            String text = document.isTextual() ? document.asText() : document.toString();
            return read.read(text.getBytes(StandardCharsets.UTF_8));
        }
        UUID base = request.counterTo();
        if (base == null) {
            throw invalid("/document", "required", "a counter-offer brings a document or names the offer that has it");
        }
        ContentHash hash = watch.offers(ref).stream()
                .filter(offer -> offer.id().equals(base))
                .map(Offer::hash)
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("offer " + base));
        String content = agreements.content(hash).orElseThrow(() -> Refusal.notFound("content " + hash));
        return read.accepted(content);
    }

    private static Refusal invalid(String path, String code, String message) {
        return Refusal.invalid("request-invalid", message, List.of(new Diagnostic(path, code, message)));
    }
}
