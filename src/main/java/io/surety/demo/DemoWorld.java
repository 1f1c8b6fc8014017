package io.surety.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.surety.party.RegisterParties;
import io.surety.shared.TimeSource;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Seeds the demo world once, step by step, and lets it live. All of it goes through the public interface, in the names of
 * the demo's people and sources; a start goes on with the step at which the last one stopped.
 */
@Component
@ConditionalOnProperty("surety.demo.enabled")
class DemoWorld implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DemoWorld.class);
    private static final Duration BEAT = Duration.ofSeconds(5);

    private final RegisterParties parties;
    private final DemoSteps steps;
    private final ObjectMapper json;
    private final TimeSource time;
    private final WebServerApplicationContext server;
    private volatile boolean running;
    private volatile Thread thread = new Thread();

    DemoWorld(
            RegisterParties parties,
            DemoSteps steps,
            ObjectMapper json,
            TimeSource time,
            WebServerApplicationContext server) {
        this.parties = parties;
        this.steps = steps;
        this.json = json;
        this.time = time;
        this.server = server;
    }

    @EventListener
    void on(ApplicationReadyEvent ready) {
        // People first, and before anybody reads the table of logins.
        steps.once("people", () -> {
            DemoPeople.read().register(parties, time.now());
            return DemoSources.WITH_CARGONET;
        });
        running = true;
        thread = new Thread(this::live, "demo-world");
        thread.setDaemon(true);
        thread.start();
    }

    private void live() {
        DemoApi api = new DemoApi(json, server.getWebServer().getPort());
        while (running) {
            try {
                DemoSources sources = new DemoSources(api, steps, time);
                new DemoSeed(api, steps, time, sources).sow();
                LOG.info("demo world: ready");
                feed(sources);
                return;
            } catch (DemoApi.Refused | IllegalStateException e) {
                if (running) {
                    LOG.warn("the demo world stumbled and tries again: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void feed(DemoSources sources) {
        while (running) {
            pause();
            sources.feed(sources.opened());
        }
    }

    private void pause() {
        try {
            Thread.sleep(BEAT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    /** Started by {@link #on(ApplicationReadyEvent)}, because it needs the web server. */
    @Override
    public void start() {
        // see above
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    /** Says yes once the application runs, so that it is stopped first of all. */
    @Override
    public boolean isRunning() {
        return running;
    }
}
