package io.surety.evaluation.preview;

import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.List;

/** What one preview has cost until now; refuses to go on when it is too much. */
final class WorkBudget {

    private final PreviewSettings settings;
    private final long startedNanos = System.nanoTime();
    private long items;

    WorkBudget(PreviewSettings settings) {
        this.settings = settings;
    }

    /** @throws Refusal if no more time is left */
    void check() {
        if (System.nanoTime() - startedNanos > settings.time().toNanos()) {
            throw tooLong();
        }
    }

    /** @throws Refusal if so many more items are too many, or if no more time is left */
    void take(int more) {
        items += more;
        if (items > settings.items()) {
            throw refuse(
                    "too-many-items",
                    "more than " + settings.items() + " work items would have to be judged; ask for fewer periods");
        }
        check();
    }

    long items() {
        return items;
    }

    Refusal tooLong() {
        return refuse("too-long", "it would take more than " + settings.time() + "; ask for fewer periods");
    }

    private static Refusal refuse(String code, String message) {
        return Refusal.invalid("preview-too-large", message, List.of(new Diagnostic("/periods", code, message)));
    }
}
