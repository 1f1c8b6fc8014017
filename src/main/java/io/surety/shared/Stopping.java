package io.surety.shared;

import java.util.function.BooleanSupplier;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Whether the application is about to stop. What works through much, part by part, ends then with the part under way: the
 * rest is found at the next start, or by another node.
 */
@Component
public class Stopping implements BooleanSupplier {

    private volatile boolean begun;

    /** Before anybody waits for what is under way. */
    @EventListener(ContextClosedEvent.class)
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void begin() {
        begun = true;
    }

    @Override
    public boolean getAsBoolean() {
        return begun;
    }
}
