package io.surety.web;

import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells who started the application where to go, and by which demo logins, once it is up. */
@Component
class StartUpTable {

    private static final Logger LOG = LoggerFactory.getLogger("surety");

    private final ObjectProvider<StartUpLines> lines;

    StartUpTable(ObjectProvider<StartUpLines> lines) {
        this.lines = lines;
    }

    @EventListener
    @Order(Ordered.LOWEST_PRECEDENCE)
    void print(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            LOG.info("\n{}", table("http://localhost:" + web.getWebServer().getPort()));
        }
    }

    String table(String base) {
        List<StartUpLines.Line> all = lines.orderedStream()
                .flatMap(source -> source.lines(base).stream())
                .sorted(Comparator.comparingInt(StartUpLines.Line::order))
                .toList();
        int width = all.stream().mapToInt(line -> line.left().length()).max().orElse(0);
        StringBuilder table = new StringBuilder();
        all.forEach(line -> table.append("  ")
                .append(line.left())
                .append(" ".repeat(width - line.left().length() + 2))
                .append(line.right())
                .append('\n'));
        return table.toString();
    }
}
