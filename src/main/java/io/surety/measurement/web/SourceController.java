package io.surety.measurement.web;

import io.surety.measurement.Measurements;
import io.surety.measurement.PulledLine;
import io.surety.measurement.Pulls;
import io.surety.measurement.QueryPair;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Role;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/sources")
@Tag(name = "Measurements")
class SourceController {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Sources sources;
    private final Measurements measurements;
    private final Pulls pulls;
    private final Parties parties;

    SourceController(Sources sources, Measurements measurements, Pulls pulls, Parties parties) {
        this.sources = sources;
        this.measurements = measurements;
        this.pulls = pulls;
        this.parties = parties;
    }

    /**
     * @param owner delivers
     * @param readers see the records and confirm them, such as customers
     */
    record SourceBody(@NotNull String owner, @Nullable List<String> readers) {}

    /** @param watermark until when the source is known; where it is pulled, all that somebody needs of it */
    record SourceView(String id, String owner, List<String> readers, @Nullable Instant watermark) {}

    @PutMapping("/{id}")
    @Operation(summary = "Registers a source under the id that documents name, or changes who reads it")
    SourceView register(@PathVariable String id, @Valid @RequestBody SourceBody body, Caller caller) {
        var owner = new OrganisationId(body.owner());
        boolean mayRegister = caller.administrator()
                || (caller.holds(Role.SERVICE_LEVEL_MANAGER)
                        && caller.organisations().contains(owner));
        if (!mayRegister) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN, "role-needed", "a service level manager registers it for her organisation");
        }
        List<String> readers = Objects.requireNonNullElse(body.readers(), List.of());
        check(id, body.owner(), readers);
        var source = new Source(
                id, owner, readers.stream().map(OrganisationId::new).collect(Collectors.toUnmodifiableSet()));
        return view(sources.register(source, caller.person()));
    }

    private void check(String id, String owner, List<String> readers) {
        var problems = new ArrayList<Diagnostic>();
        if (!LABEL.matcher(id).matches()) {
            problems.add(new Diagnostic("/id", "value-not-allowed", "must be a label of a-z, 0-9 and hyphens"));
        }
        if (parties.organisation(new OrganisationId(owner)).isEmpty()) {
            problems.add(new Diagnostic("/owner", "unknown-reference", "no such organisation: " + owner));
        }
        for (int i = 0; i < readers.size(); i++) {
            if (parties.organisation(new OrganisationId(readers.get(i))).isEmpty()) {
                problems.add(new Diagnostic(
                        "/readers/" + i, "unknown-reference", "no such organisation: " + readers.get(i)));
            }
        }
        if (!problems.isEmpty()) {
            throw Refusal.invalid("source-invalid", "the source is not accepted", problems);
        }
    }

    @GetMapping
    @Operation(summary = "The sources that I own or read, and until when each is known")
    List<SourceView> list(Caller caller) {
        return sources.visibleTo(caller).stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "A source that I own or read")
    SourceView get(@PathVariable String id, Caller caller) {
        return view(sources.visible(id, caller));
    }

    /**
     * A pair of queries and how far it has come.
     *
     * @param indicator the name of its line of numbers
     * @param step such as {@code PT1M}
     * @param knownUntil until when terms that count it are known
     * @param neededUntil nothing that ends after it is asked for
     * @param failure what kept it from being fetched last: which of the two queries was not answered and why, or that its
     *     connection is not configured, the server's clock is behind, or what came could not be stored; null if nothing did
     */
    record PullView(
            String service,
            String indicator,
            String connection,
            String good,
            String total,
            String step,
            Instant knownUntil,
            Instant neededUntil,
            @Nullable String failure) {

        static PullView of(PulledLine line) {
            QueryPair queries = line.pull().queries();
            return new PullView(
                    line.pull().service(),
                    queries.indicator(),
                    line.pull().connection(),
                    queries.good(),
                    queries.total(),
                    queries.step().toString(),
                    line.knownUntil(),
                    line.neededUntil(),
                    line.failure().orElse(null));
        }
    }

    @GetMapping("/{id}/pulls")
    @Operation(
            summary =
                    "The queries by which a source is pulled, the slowest first: how far each has come, and what failed",
            description = "For its owner: the agreements of several customers may be behind them.")
    List<PullView> pulls(@PathVariable String id, Caller caller) {
        Source source = sources.visible(id, caller);
        if (!caller.administrator() && !caller.organisations().contains(source.owner())) {
            throw new Refusal(Refusal.Kind.FORBIDDEN, "owner-needed", "only its owner sees how a source is pulled");
        }
        return pulls.of(source.id()).stream().map(PullView::of).toList();
    }

    private SourceView view(Source source) {
        return new SourceView(
                source.id(),
                source.owner().value(),
                ids(source.readers()),
                measurements.watermark(source.id()).orElse(null));
    }

    private static List<String> ids(Set<OrganisationId> organisations) {
        return organisations.stream().map(OrganisationId::value).sorted().toList();
    }
}
