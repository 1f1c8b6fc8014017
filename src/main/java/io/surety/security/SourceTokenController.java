package io.surety.security;

import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.Caller;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens of the sources that deliver measurements, for the service level managers of their owners. */
@RestController
@RequestMapping("/api/source-tokens")
@Tag(name = "Source tokens", description = "Bearer tokens by which machines deliver")
class SourceTokenController {

    private static final Set<String> SCOPES = Set.of(SourceTokens.DELIVER);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USUAL = Duration.ofDays(90);

    private final SourceTokens tokens;
    private final Sources sources;

    SourceTokenController(SourceTokens tokens, Sources sources) {
        this.tokens = tokens;
        this.sources = sources;
    }

    @PostMapping
    @Operation(summary = "Issue a token for a source; its secret is in this answer and never shown again")
    ResponseEntity<IssuedToken> issue(@RequestBody TokenRequest request, Caller caller) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        Set<String> scopes = scopes(request, diagnostics);
        Duration life = life(request, diagnostics);
        if (request.source() == null || request.source().isBlank()) {
            diagnostics.add(new Diagnostic("/source", "missing", "the id of the source that delivers"));
        }
        if (!diagnostics.isEmpty() || request.source() == null) {
            throw Refusal.invalid("invalid-source-token", "this token cannot be issued", diagnostics);
        }
        owned(request.source(), caller);
        SourceTokens.Issued issued = tokens.issue(request.source(), scopes, life, caller.person());
        return ResponseEntity.created(
                        URI.create("/api/source-tokens/" + issued.token().id()))
                .cacheControl(CacheControl.noStore())
                .body(new IssuedToken(issued.secret(), view(issued.token())));
    }

    @GetMapping
    @Operation(summary = "The tokens of the sources of my organisation, without their secrets")
    List<TokenView> list(Caller caller) {
        return tokens.all().stream()
                .filter(token -> sources.find(token.source())
                        .filter(source -> mayIssue(source, caller))
                        .isPresent())
                .map(SourceTokenController::view)
                .toList();
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a token at once")
    void revoke(@PathVariable UUID id, Caller caller) {
        SourceToken token = tokens.find(id).orElseThrow(() -> Refusal.notFound("the token " + id));
        if (sources.find(token.source())
                .filter(source -> mayIssue(source, caller))
                .isEmpty()) {
            throw Refusal.notFound("the token " + id);
        }
        tokens.revoke(id, caller.person());
    }

    private void owned(String id, Caller caller) {
        Source source = sources.visible(id, caller);
        if (!mayIssue(source, caller)) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "not-the-owner",
                    "tokens of the source " + id + " are issued by a service level manager of its owner");
        }
    }

    private static boolean mayIssue(Source source, Caller caller) {
        return caller.administrator()
                || caller.holds(Role.SERVICE_LEVEL_MANAGER)
                        && caller.organisations().contains(source.owner());
    }

    private static Set<String> scopes(TokenRequest request, List<Diagnostic> diagnostics) {
        Set<String> wanted = request.scopes() == null ? Set.of(SourceTokens.DELIVER) : new TreeSet<>(request.scopes());
        if (wanted.isEmpty() || !SCOPES.containsAll(wanted)) {
            diagnostics.add(new Diagnostic("/scopes", "unknown-scope", "the scopes are: " + String.join(", ", SCOPES)));
        }
        return wanted;
    }

    private static Duration life(TokenRequest request, List<Diagnostic> diagnostics) {
        if (request.validFor() == null) {
            return USUAL;
        }
        try {
            Duration life = Duration.parse(request.validFor());
            if (life.compareTo(Duration.ZERO) > 0 && life.compareTo(LONGEST) <= 0) {
                return life;
            }
        } catch (DateTimeParseException e) {
            // Said below, with what would be right.
        }
        diagnostics.add(new Diagnostic("/validFor", "invalid-duration", "a duration such as P90D, at most P366D"));
        return USUAL;
    }

    private static TokenView view(SourceToken token) {
        return new TokenView(
                token.id(),
                token.source(),
                new TreeSet<>(token.scopes()),
                token.createdAt(),
                token.createdBy().value(),
                token.expiresAt(),
                token.revokedAt());
    }

    /**
     * @param source id of the source that delivers
     * @param scopes what it may do; {@code measurements:write} if left out
     * @param validFor ISO 8601 duration, at most {@code P366D}; {@code P90D} if left out
     */
    record TokenRequest(@Nullable String source, @Nullable Set<String> scopes, @Nullable String validFor) {}

    record IssuedToken(String secret, TokenView token) {}

    record TokenView(
            UUID id,
            String source,
            Set<String> scopes,
            Instant createdAt,
            String createdBy,
            Instant expiresAt,
            @Nullable Instant revokedAt) {}
}
