package io.surety.approval;

import io.surety.agreement.Agreements;
import io.surety.agreement.Version;
import io.surety.party.Caller;
import io.surety.party.PersonId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who approved what, for those who may know: of the other party a caller sees where a step stands, and no more. */
@Service
@Transactional(readOnly = true)
public class ApprovalHistory {

    private final Rounds rounds;
    private final Steps steps;
    private final Agreements agreements;
    private final OpenSeats openSeats;
    private final Appointments appointments;

    ApprovalHistory(Rounds rounds, Steps steps, Agreements agreements, OpenSeats openSeats, Appointments appointments) {
        this.rounds = rounds;
        this.steps = steps;
        this.agreements = agreements;
        this.openSeats = openSeats;
        this.appointments = appointments;
    }

    /** A round, newest last. {@code outcome} is VOID where the content changed meanwhile, and null while it runs. */
    public record RoundView(
            String version,
            String hash,
            PersonId proposer,
            Instant startedAt,
            Instant lapsesAt,
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable Instant endedAt,
            List<StepView> steps) {}

    /** A step; of the other party's only side, party, role, order and state are told. */
    public record StepView(
            String side,
            String party,
            String role,
            int order,
            String state,
            @Nullable String mode,
            @Nullable BigDecimal limit,
            List<String> scope,
            @Nullable String scopeHash,
            @Nullable String why,
            @Nullable Integer needed,
            @Nullable Integer missing,
            List<AppointmentView> appointed,
            List<SeatView> seats,
            List<SparedView> spared) {}

    /** Who was named because too few could be asked, by whom and why. */
    public record AppointmentView(PersonId person, PersonId by, String reason) {}

    /** A seat, with its vote if it was taken. */
    public record SeatView(
            List<SitterView> people,
            Instant dueAt,
            @Nullable Instant escalatedAt,
            @Nullable PersonId votedBy,
            @Nullable String decision,
            @Nullable String reason,
            @Nullable Instant votedAt) {}

    /** Who may take a seat, and for whom. */
    public record SitterView(PersonId person, @Nullable PersonId insteadOf, @Nullable String reason) {}

    /** Who is spared, because what she approved is unchanged. */
    public record SparedView(PersonId person, String fromHash, String toHash, String scopeHash, String reason) {}

    /** An approval that waits for the caller. */
    public record OpenSeat(String task, String version, String party, String role, String why, Instant dueAt) {}

    /** All rounds of the agreement's versions, oldest first. */
    public List<RoundView> of(String agreement, Caller caller) {
        agreements.visible(agreement, caller);
        return agreements.versions(agreement).stream()
                // whoever is no party any more does not learn what came after her
                .filter(version -> caller.sees(version.parties()))
                .sorted(Comparator.comparing(version -> version.ref().number()))
                .flatMap(version -> rounds.of(version.ref()).stream().map(round -> view(round, version, caller)))
                .toList();
    }

    /** What the person can decide now, the most urgent first. */
    public List<OpenSeat> mine(PersonId person) {
        return openSeats.of(person);
    }

    private RoundView view(Round round, Version version, Caller caller) {
        List<StepView> views = steps.of(round.id()).stream()
                .map(step -> caller.sees(Set.of(step.party())) ? own(step) : foreign(step))
                .toList();
        boolean mayKnowWhy = round.ended()
                        .map(outcome -> outcome != ApprovalOutcome.APPROVED)
                        .orElse(true)
                || caller.administrator();
        return new RoundView(
                version.ref().toString(),
                round.hash().hex(),
                round.proposer(),
                round.startedAt(),
                round.lapsesAt(),
                round.voided() ? "VOID" : round.ended().map(Enum::name).orElse(null),
                mayKnowWhy ? round.reason() : null,
                round.endedAt(),
                views);
    }

    private static StepView foreign(Step step) {
        return new StepView(
                step.side().name(),
                step.party().value(),
                step.role().name(),
                step.order(),
                step.state().name(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of());
    }

    private StepView own(Step step) {
        return new StepView(
                step.side().name(),
                step.party().value(),
                step.role().name(),
                step.order(),
                step.state().name(),
                step.mode().toString(),
                step.limit(),
                step.scope(),
                step.scopeHash().hex(),
                step.why(),
                step.needed(),
                step.missing(),
                appointments.of(step.id()).stream()
                        .map(named -> new AppointmentView(named.person(), named.by(), named.reason()))
                        .toList(),
                step.seats().stream().map(ApprovalHistory::seat).toList(),
                step.carriedOver().stream()
                        .map(s -> new SparedView(
                                s.person(),
                                s.from().hex(),
                                s.to().hex(),
                                s.scope().hex(),
                                s.reason()))
                        .toList());
    }

    private static SeatView seat(Seat seat) {
        Vote vote = seat.vote();
        List<SitterView> people = seat.people().stream()
                .map(s -> new SitterView(s.person(), s.insteadOf(), s.reason()))
                .toList();
        if (vote == null) {
            return new SeatView(people, seat.dueAt(), seat.escalatedAt(), null, null, null, null);
        }
        return new SeatView(
                people,
                seat.dueAt(),
                seat.escalatedAt(),
                vote.person(),
                vote.decision().name(),
                vote.reason(),
                vote.at());
    }
}
