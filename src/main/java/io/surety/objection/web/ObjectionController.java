package io.surety.objection.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.surety.agreement.Agreements;
import io.surety.objection.Objection;
import io.surety.objection.ObjectionWords;
import io.surety.objection.Objections;
import io.surety.objection.RaiseObjection;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/** Objections over REST: raised by a side, answered and decided by whoever has the task. */
@RestController
@RequestMapping("/api")
@Tag(name = "Objections", description = "Objections to verdicts, breaches, pauses and causes")
class ObjectionController {

    private final RaiseObjection raise;
    private final Objections objections;
    private final ObjectionWords words;
    private final Agreements agreements;

    ObjectionController(RaiseObjection raise, Objections objections, ObjectionWords words, Agreements agreements) {
        this.raise = raise;
        this.objections = objections;
        this.words = words;
        this.agreements = agreements;
    }

    /**
     * @param about {@code verdict}, {@code breach}, {@code pause} or {@code cause}
     * @param id of the verdict or of the clock; of a cause {@code source/id} of its outage or maintenance window
     * @param term on which a cause bears
     * @param at an instant of the pause
     */
    record ObjectionBody(
            @NotNull @Pattern(regexp = "verdict|breach|pause|cause") String about,
            @NotNull @Size(max = 300) String id,
            @Nullable @Size(max = 63) String term,
            @Nullable Instant at,
            @NotNull @Size(min = 10, max = 4000) String reason,
            @Nullable @Size(max = 4000) String evidence) {}

    record AnswerBody(
            @NotNull @Pattern(regexp = "contest|concede") String position,
            @NotNull @Size(min = 10, max = 4000) String comment,
            @Nullable @Size(max = 4000) String evidence) {}

    record ConsiderationBody(
            @NotNull @Pattern(regexp = "accept|insist") String decision, @Nullable @Size(max = 4000) String comment) {}

    record RulingBody(
            @NotNull @Pattern(regexp = "stands|correction") String outcome,
            @NotNull @Size(min = 10, max = 4000) String comment) {}

    record CorrectionBody(@NotNull @Size(max = 100) String source, @NotNull @Size(max = 200) String record) {}

    /** @param by absent where somebody was silent for too long */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ActView(String said, @Nullable String by, String comment, String evidence, Instant at) {

        static ActView of(Objection.Act act) {
            return new ActView(
                    act.kind().name(),
                    act.person().map(PersonId::value).orElse(null),
                    act.comment(),
                    act.evidence(),
                    act.at());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ObjectionView(
            UUID id,
            String agreement,
            int version,
            String term,
            Instant from,
            Instant to,
            String about,
            String subject,
            String objector,
            String answerer,
            String reason,
            String evidence,
            Objection.State state,
            String raisedBy,
            Instant raisedAt,
            @Nullable Instant endedAt,
            List<ActView> said) {

        static ObjectionView of(Objection objection, List<Objection.Act> acts) {
            return new ObjectionView(
                    objection.id(),
                    objection.version().agreement(),
                    objection.version().number(),
                    objection.term(),
                    objection.period().from(),
                    objection.period().to(),
                    objection.about().name().toLowerCase(Locale.ROOT),
                    objection.subject(),
                    objection.objector().value(),
                    objection.answerer().value(),
                    objection.reason(),
                    objection.evidence(),
                    objection.state(),
                    objection.raisedBy().value(),
                    objection.raisedAt(),
                    objection.endedAt().orElse(null),
                    acts.stream().map(ActView::of).toList());
        }
    }

    @PostMapping("/agreements/{agreement}/objections")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Objects to a verdict, a breach, a pause or a cause",
            description =
                    "Until objectWithin after the period's report; later it is 409 objection-too-late. It holds back "
                            + "FINAL for its term and period.")
    ObjectionView raise(@PathVariable String agreement, @Valid @RequestBody ObjectionBody body, Caller caller) {
        var what = new RaiseObjection.What(
                Objection.About.valueOf(body.about().toUpperCase(Locale.ROOT)), body.id(), body.term(), body.at());
        return view(raise.raise(
                agreement, what, clean(body.reason()), clean(Objects.requireNonNullElse(body.evidence(), "")), caller));
    }

    @GetMapping("/agreements/{agreement}/objections")
    @Operation(
            summary = "The objections to an agreement's verdicts, the oldest first",
            description = "For the sides; a third party reads its own.")
    List<ObjectionView> list(@PathVariable String agreement, Caller caller) {
        boolean all = caller.sees(agreements.visible(agreement, caller).sides());
        return objections.of(agreement).stream()
                .filter(objection -> all || caller.organisations().contains(objection.objector()))
                .map(this::view)
                .toList();
    }

    @GetMapping("/objections/{id}")
    @Operation(summary = "An objection, and what was said to it")
    ObjectionView one(@PathVariable UUID id, Caller caller) {
        return view(visible(id, caller));
    }

    @PostMapping("/objections/{id}/answer")
    @Operation(summary = "Answers an objection: contest or concede it", description = "For whoever has the task.")
    ObjectionView answer(@PathVariable UUID id, @Valid @RequestBody AnswerBody body, Caller caller) {
        return say(
                id,
                ObjectionWords.Step.ANSWER,
                caller,
                Map.of(
                        "position", body.position(),
                        "comment", clean(body.comment()),
                        "evidence", clean(Objects.requireNonNullElse(body.evidence(), ""))));
    }

    @PostMapping("/objections/{id}/consideration")
    @Operation(
            summary = "Accepts the answer to my objection, or goes one level up",
            description = "For whoever has the task.")
    ObjectionView consider(@PathVariable UUID id, @Valid @RequestBody ConsiderationBody body, Caller caller) {
        return say(
                id,
                ObjectionWords.Step.CONSIDER,
                caller,
                Map.of(
                        "decision", body.decision(),
                        "comment", clean(Objects.requireNonNullElse(body.comment(), ""))));
    }

    @PostMapping("/objections/{id}/ruling")
    @Operation(
            summary = "Decides one level up: it stands, or has to be corrected",
            description = "For whoever has the task.")
    ObjectionView rule(@PathVariable UUID id, @Valid @RequestBody RulingBody body, Caller caller) {
        return say(
                id,
                ObjectionWords.Step.RULE,
                caller,
                Map.of("outcome", body.outcome(), "comment", clean(body.comment())));
    }

    @PostMapping("/objections/{id}/correction")
    @Operation(
            summary = "Names the record that was corrected by the ordinary ways",
            description = "422 not-corrected if it has no revision and no confirmation since the objection was raised.")
    ObjectionView correct(@PathVariable UUID id, @Valid @RequestBody CorrectionBody body, Caller caller) {
        return say(
                id,
                ObjectionWords.Step.CORRECT,
                caller,
                Map.of("source", clean(body.source()), "record", clean(body.record())));
    }

    private ObjectionView say(UUID id, ObjectionWords.Step step, Caller caller, Map<String, Object> fields) {
        visible(id, caller);
        words.say(id, step, caller.person().value(), fields);
        return view(objections.get(id));
    }

    private Objection visible(UUID id, Caller caller) {
        Objection objection = objections.get(id);
        if (!caller.sees(agreements.get(objection.version()).sides())
                && !caller.organisations().contains(objection.objector())) {
            throw Refusal.notFound("objection " + id);
        }
        return objection;
    }

    private ObjectionView view(Objection objection) {
        return ObjectionView.of(objection, objections.acts(objection.id()));
    }

    /** The database keeps no such character. */
    private static String clean(String text) {
        if (text.indexOf(0) >= 0) {
            throw new Refusal(Refusal.Kind.INVALID, "objection-invalid", "a text has a control character");
        }
        return text;
    }
}
