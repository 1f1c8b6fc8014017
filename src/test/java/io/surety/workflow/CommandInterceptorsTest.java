package io.surety.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.surety.shared.Refusal;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What our interceptors make of what a command throws. */
class CommandInterceptorsTest {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void aRefusalFromWithinAListenerIsReadAsItIs() {
        Refusal refusal = new TaskRefused("Please choose.");
        ProcessEngineException wrapped =
                new ProcessEngineException("ENGINE-03051", new RuntimeException("listener", refusal));
        assertThatThrownBy(() -> run(new ReadableRefusals(), () -> {
                    throw wrapped;
                }))
                .isSameAs(refusal);
    }

    @Test
    void whatIsNoRefusalStaysAsTheEngineSaysIt() {
        ProcessEngineException fault = new ProcessEngineException("broken", new IllegalStateException());
        assertThatThrownBy(() -> run(new ReadableRefusals(), () -> {
                    throw fault;
                }))
                .isSameAs(fault);
        assertThat(run(new ReadableRefusals(), () -> "done")).isEqualTo("done");
    }

    @Test
    void aCommandThatLostARaceIsRepeated() {
        String result = run(new RetryOnConflict(), () -> {
            if (runs.incrementAndGet() < 3) {
                throw new OptimisticLockingException("lost");
            }
            return "won";
        });
        assertThat(result).isEqualTo("won");
        assertThat(runs).hasValue(3);
    }

    @Test
    void aCommandThatLosesEachRaceFailsAfterTheFifth() {
        assertThatThrownBy(() -> run(new RetryOnConflict(), this::lose)).isInstanceOf(OptimisticLockingException.class);
        assertThat(runs).hasValue(5);
    }

    @Test
    void nothingIsRepeatedWithinATransactionOfTheCaller() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> run(new RetryOnConflict(), this::lose))
                    .isInstanceOf(OptimisticLockingException.class);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(runs).as("part of what it did would be done twice").hasValue(1);
    }

    @Test
    void anotherFaultIsNotRepeated() {
        assertThatThrownBy(() -> run(new RetryOnConflict(), () -> {
                    runs.incrementAndGet();
                    throw new ProcessEngineException("broken");
                }))
                .isInstanceOf(ProcessEngineException.class);
        assertThat(runs).hasValue(1);
    }

    private String lose() {
        runs.incrementAndGet();
        throw new OptimisticLockingException("lost");
    }

    private static String run(CommandInterceptor interceptor, Supplier<String> work) {
        interceptor.setNext(new CommandExecutor() {
            @Override
            public <T> T execute(Command<T> command) {
                return command.execute(null);
            }
        });
        return interceptor.execute(context -> work.get());
    }
}
