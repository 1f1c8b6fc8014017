package io.surety.objection;

import io.surety.evaluation.period.FinalHolds;
import io.surety.measurement.RecordedCauses;
import io.surety.objection.Objection.Act;
import io.surety.objection.Objection.State;
import io.surety.party.PersonId;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the sides say to an objection, each word in its turn. Silence counts, too: who does not answer is passed over to one
 * level up, and who does not say that an answer is not enough has accepted it.
 */
@Service
@Transactional
public class ConductObjection {

    private final Objections objections;
    private final FinalHolds holds;
    private final RecordedCauses causes;
    private final TellOfObjection tell;
    private final TimeSource time;

    ConductObjection(
            Objections objections, FinalHolds holds, RecordedCauses causes, TellOfObjection tell, TimeSource time) {
        this.objections = objections;
        this.holds = holds;
        this.causes = causes;
        this.tell = tell;
        this.time = time;
    }

    /** The other side concedes that something is wrong, or contests it with evidence. */
    public void answer(UUID id, boolean concede, PersonId by, String comment, String evidence) {
        Objection objection = lock(id, State.ANSWER_DUE);
        say(objection, concede ? Act.Kind.CONCEDED : Act.Kind.CONTESTED, by, comment, evidence);
        objections.move(id, concede ? State.CORRECTION_DUE : State.ANSWERED, null);
    }

    /** Nobody answered in time. */
    public void leaveUnanswered(UUID id) {
        Objection objection = lock(id, State.ANSWER_DUE);
        say(objection, Act.Kind.UNANSWERED, null, "", "");
        objections.move(id, State.ONE_LEVEL_UP, null);
    }

    /** The objector accepts the answer, or goes one level up. */
    public void consider(UUID id, boolean accept, PersonId by, String comment) {
        Objection objection = lock(id, State.ANSWERED);
        say(objection, accept ? Act.Kind.ACCEPTED : Act.Kind.INSISTED, by, comment, "");
        if (accept) {
            end(objection, State.STANDS);
        } else {
            objections.move(id, State.ONE_LEVEL_UP, null);
        }
    }

    /** The objector said nothing to the answer in time. */
    public void leaveUndecided(UUID id) {
        Objection objection = lock(id, State.ANSWERED);
        say(objection, Act.Kind.UNDECIDED, null, "", "");
        end(objection, State.STANDS);
    }

    /** One level up: it stands, or has to be corrected. */
    public void rule(UUID id, boolean stands, PersonId by, String comment) {
        Objection objection = lock(id, State.ONE_LEVEL_UP);
        say(objection, stands ? Act.Kind.UPHELD : Act.Kind.OVERRULED, by, comment, "");
        if (stands) {
            end(objection, State.STANDS);
        } else {
            objections.move(id, State.CORRECTION_DUE, null);
        }
    }

    /**
     * The correction was made by the ordinary ways; what it changes is judged anew.
     *
     * @param source of the record that was corrected
     * @param record its id
     * @throws Refusal {@code not-corrected} if the record has no revision or confirmation since the objection was raised
     */
    public void correct(UUID id, PersonId by, String source, String record) {
        Objection objection = lock(id, State.CORRECTION_DUE);
        if (!causes.correctedSince(source, record, objection.raisedAt())) {
            throw Refusal.invalid(
                    "not-corrected",
                    source + "/" + record + " has no revision and no confirmation since " + objection.raisedAt(),
                    List.of());
        }
        say(objection, Act.Kind.CORRECTED, by, source + "/" + record, "");
        end(objection, State.CORRECTED);
    }

    private Objection lock(UUID id, State expected) {
        Objection objection = objections.lock(id);
        if (objection.state() != expected) {
            throw Refusal.conflict("objection-moved", "the objection is " + objection.state() + " by now");
        }
        return objection;
    }

    private void say(Objection objection, Act.Kind kind, @Nullable PersonId by, String comment, String evidence) {
        objections.say(objection.id(), new Act(kind, Optional.ofNullable(by), comment, evidence, time.now()));
    }

    private void end(Objection objection, State as) {
        Instant now = time.now();
        objections.move(objection.id(), as, now);
        holds.release(RaiseObjection.holdKey(objection.id()));
        String template = as == State.STANDS ? "objection.stands" : "objection.corrected";
        tell.tell(objection, template, template, List.of(objection.raisedBy()));
    }
}
