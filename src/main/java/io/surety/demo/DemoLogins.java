package io.surety.demo;

import io.surety.web.StartUpLines;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The demo's people in the table that is shown when the application is up. */
@Component
@ConditionalOnProperty("surety.demo.enabled")
class DemoLogins implements StartUpLines {

    private static final int FIRST = 100;

    @Override
    public List<Line> lines(String base) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(FIRST, "Login", "what for (every password is " + DemoPeople.PASSWORD + ")"));
        lines.add(new Line(FIRST, "admin", "administrator: sees all, decides nothing"));
        DemoPeople.read().people().forEach(person -> lines.add(new Line(FIRST, person.id(), words(person))));
        return lines;
    }

    private static String words(DemoPeople.PersonLine person) {
        String roles = person.roles().stream()
                .map(role -> role.role().replace('-', ' '))
                .collect(Collectors.joining(", "));
        return person.name() + ", " + roles + " of " + person.organisation();
    }
}
