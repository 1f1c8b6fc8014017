package io.surety.evaluation.preview;

import io.surety.testing.MovedTimeSource;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Scenes at which all previews of a class look: nothing that a preview does changes one. */
abstract class PreviewScenes {

    static final UnaryOperator<String> AS_IT_IS = text -> text;

    /** Targets, a calendar, an exclusion, limits and credits, all at once. */
    static final UnaryOperator<String> CHANGED = text -> text.replace("within: PT16H", "within: PT3H")
            .replace("within: P3BD", "within: P1BD")
            .replace("from: \"08:00\", to: \"18:00\"", "from: \"09:00\", to: \"15:00\"")
            .replace("effect: exclude", "effect: exclude, cap: PT20H, per: month")
            .replace("atLeast: \"99%\"", "atLeast: \"99.9%\"")
            .replace("breaches: 4", "breaches: 3")
            .replace("atMost: \"300\"", "atMost: \"250\"")
            .replace("committed: 3", "committed: 2")
            .replace("percent: \"5\"", "percent: \"7\"");

    @Autowired
    ApplicationContext context;

    @Nullable
    private PreviewScene asItIs;

    @Nullable
    PreviewScene amended;

    @BeforeEach
    void now() {
        context.getBean(MovedTimeSource.class).moveTo(Instant.parse(PreviewScene.NOW));
    }

    /** Nothing that a preview does changes a scene, so all tests look at one. */
    PreviewScene scene() {
        PreviewScene known = asItIs;
        asItIs = known == null ? scene(AS_IT_IS) : known;
        return asItIs;
    }

    /** As above, with a second version on its way. */
    PreviewScene amended() {
        PreviewScene known = amended;
        if (known == null) {
            known = scene(AS_IT_IS);
            known.draft(text -> CHANGED.apply(text).replace("start: \"2026-01-01\"", "start: \"2026-06-01\""));
            amended = known;
        }
        return known;
    }

    PreviewScene scene(UnaryOperator<String> inForce) {
        PreviewScene scene = new PreviewScene(context);
        scene.activate(inForce);
        scene.live(17, 90);
        return scene;
    }
}
