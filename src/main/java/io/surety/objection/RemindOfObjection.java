package io.surety.objection;

import io.surety.party.ChooseCandidates;
import io.surety.party.TaskNeed;
import io.surety.shared.TimeSource;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells whoever has the word, and both sides, that an objection waits for longer than it should. */
@Service
public class RemindOfObjection {

    private final Objections objections;
    private final WhoHasTheWord word;
    private final ChooseCandidates choose;
    private final TellOfObjection tell;
    private final TimeSource time;

    RemindOfObjection(
            Objections objections, WhoHasTheWord word, ChooseCandidates choose, TellOfObjection tell, TimeSource time) {
        this.objections = objections;
        this.word = word;
        this.choose = choose;
        this.tell = tell;
        this.time = time;
    }

    /** Looks again first: of a word that was said meanwhile nobody is reminded. */
    @Transactional
    public void remind(UUID id) {
        Objection objection = objections.get(id);
        if (objection.state() == Objection.State.ONE_LEVEL_UP) {
            remind(objection, word.rules(objection));
        } else if (objection.state() == Objection.State.CORRECTION_DUE) {
            remind(objection, word.corrects(objection));
        }
    }

    private void remind(Objection objection, TaskNeed need) {
        String occasion = "objection.overdue." + objection.state();
        tell.tell(
                objection,
                "objection.overdue",
                occasion,
                choose.forTask(need, time.now()).people());
    }
}
