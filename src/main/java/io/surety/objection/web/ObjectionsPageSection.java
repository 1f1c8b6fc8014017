package io.surety.objection.web;

import io.surety.agreement.AgreementPageSection;
import io.surety.agreement.Version;
import io.surety.evaluation.PeriodState;
import io.surety.evaluation.period.StoredVerdict;
import io.surety.evaluation.period.Verdicts;
import io.surety.objection.Objection;
import io.surety.objection.Objections;
import io.surety.party.Caller;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** On an agreement's page: the objections to its verdicts, and a form to object to one of the last months. */
@Component
class ObjectionsPageSection implements AgreementPageSection {

    private static final Duration LATELY = Duration.ofDays(92);

    private final Objections objections;
    private final Verdicts verdicts;
    private final TimeSource time;

    ObjectionsPageSection(Objections objections, Verdicts verdicts, TimeSource time) {
        this.objections = objections;
        this.verdicts = verdicts;
        this.time = time;
    }

    record Choice(UUID id, String text) {}

    record Row(Objection objection, List<Objection.Act> said) {}

    @Override
    public int order() {
        return 18;
    }

    @Override
    public String template() {
        return "objection/agreement-section";
    }

    @Override
    public String fragment() {
        return "objections";
    }

    @Override
    public Map<String, Object> model(Version version, Caller caller) {
        if (!version.state().wasActivated()) {
            return Map.of();
        }
        String agreement = version.ref().agreement();
        ZoneId zone = version.document().spec().period().zone();
        List<Choice> choices = speaks(version, caller) ? choices(agreement, zone) : List.of();
        return Map.of(
                "agreement", agreement,
                "zone", zone,
                "rows",
                        objections.of(agreement).stream()
                                .map(objection -> new Row(objection, objections.acts(objection.id())))
                                .toList(),
                "choices", choices);
    }

    /** The page only offers it; whoever objects is asked again. */
    private static boolean speaks(Version version, Caller caller) {
        return (caller.holds(Role.CUSTOMER_REPRESENTATIVE) || caller.holds(Role.SERVICE_LEVEL_MANAGER))
                && version.sides().stream().anyMatch(caller.organisations()::contains);
    }

    private List<Choice> choices(String agreement, ZoneId zone) {
        Instant now = time.now();
        return verdicts.of(agreement, new Interval(now.minus(LATELY), now)).stream()
                .filter(stored -> stored.state() != PeriodState.RUNNING)
                .sorted(Comparator.comparing((StoredVerdict stored) ->
                                stored.verdict().period().part().from())
                        .reversed())
                .map(stored -> new Choice(stored.id(), text(stored, zone)))
                .toList();
    }

    private static String text(StoredVerdict stored, ZoneId zone) {
        return stored.verdict().term()
                + stored.verdict().target().map(target -> " " + target).orElse("") + ", "
                + stored.verdict().period().part().from().atZone(zone).toLocalDate() + " – "
                + stored.verdict()
                        .period()
                        .part()
                        .to()
                        .minusMillis(1)
                        .atZone(zone)
                        .toLocalDate();
    }
}
