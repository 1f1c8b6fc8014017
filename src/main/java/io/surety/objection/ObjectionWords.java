package io.surety.objection;

import io.surety.shared.Refusal;
import java.util.Map;
import java.util.UUID;

/**
 * Says a word to an objection over REST, which is the same as completing its task: whoever may complete the task may, and
 * the process goes on.
 */
public interface ObjectionWords {

    /** The steps of the process in which somebody has the word, with the ids of their tasks. */
    enum Step {
        ANSWER("userTask_answerObjection"),
        CONSIDER("userTask_considerAnswer"),
        RULE("userTask_decideOneLevelUp"),
        CORRECT("userTask_makeCorrection");

        private final String task;

        Step(String task) {
            this.task = task;
        }

        public String task() {
            return task;
        }
    }

    /**
     * @param fields of the step's form
     * @throws Refusal {@code not-your-word} if the objection is not at this step, or the word is not the caller's
     */
    void say(UUID objection, Step step, String person, Map<String, Object> fields);
}
