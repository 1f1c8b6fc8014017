package io.surety.approval;

import io.surety.agreement.Agreements;
import io.surety.approval.Appointments.Appointment;
import io.surety.notification.Notice;
import io.surety.notification.Outbox;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.Person;
import io.surety.party.PersonId;
import io.surety.shared.TimeSource;
import io.surety.workflow.FormText;
import io.surety.workflow.TaskRefused;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Fills a step that too few people can decide: somebody other than the proposer names one, or says that it be tried again
 * once a role was given. Until then the step waits in a task, and says who is missing.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class AppointApprover {

    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 2000;

    private final Rounds rounds;
    private final Steps steps;
    private final FindApprovers find;
    private final Appointments appointments;
    private final Agreements agreements;
    private final Parties parties;
    private final Outbox outbox;
    private final TimeSource time;

    AppointApprover(
            Rounds rounds,
            Steps steps,
            FindApprovers find,
            Appointments appointments,
            Agreements agreements,
            Parties parties,
            Outbox outbox,
            TimeSource time) {
        this.rounds = rounds;
        this.steps = steps;
        this.find = find;
        this.appointments = appointments;
        this.agreements = agreements;
        this.parties = parties;
        this.outbox = outbox;
        this.time = time;
    }

    /**
     * What a step lacks, in words that are safe in a form.
     *
     * @param people who can be asked already; empty for nobody
     * @param proposers who may not be named, nor name anybody
     */
    public record Lack(
            String title,
            String version,
            String document,
            OrganisationId party,
            String partyName,
            String role,
            String why,
            String authority,
            int missing,
            String people,
            Set<PersonId> proposers) {}

    /** Binds the step to the task in which somebody is to be found, and tells what it lacks. */
    public Lack lack(long stepId, String task) {
        steps.isFilledIn(stepId, task);
        Step step = steps.get(stepId);
        Round round = rounds.get(step.round());
        FindApprovers.Found found = find.find(round, step, time.now());
        return new Lack(
                FormText.plain(
                        agreements.get(round.version()).document().metadata().title()),
                round.version().toString(),
                "/agreements/" + round.version().agreement(),
                step.party(),
                FormText.plain(parties.organisation(step.party())
                        .map(Organisation::name)
                        .orElse(step.party().value())),
                step.role().name(),
                FormText.plain(step.why()),
                authority(step, round),
                found.missing(),
                found.people().stream()
                        .map(sitter -> parties.person(sitter.person())
                                .map(Person::name)
                                .orElse(sitter.person().value()))
                        .map(FormText::plain)
                        .collect(Collectors.joining(", ")),
                round.proposers());
    }

    private static String authority(Step step, Round round) {
        BigDecimal limit = step.limit();
        return limit == null
                ? ""
                : "%s %s".formatted(limit.setScale(2, RoundingMode.UP).toPlainString(), round.currency());
    }

    /** Tells those who were given the task. */
    public void tell(String task, Collection<PersonId> asked) {
        Step step = steps.filledIn(task).orElseThrow();
        Round round = rounds.get(step.round());
        for (PersonId person : asked) {
            outbox.add(new Notice(
                    "approval:%d:missing:%s".formatted(step.id(), person),
                    person,
                    Notice.Channel.MAIL,
                    "approval.missing",
                    Map.of(
                            "version", round.version().toString(),
                            "role", step.role().name(),
                            "party", step.party().value(),
                            "missing", String.valueOf(step.missing())),
                    "/camunda/app/tasklist/"));
        }
    }

    /**
     * Names somebody, or, with nobody named, says that it be tried again.
     *
     * @param approver login of a person of the party; blank for nobody
     * @throws TaskRefused if she may not be named, or if there are still too few; nothing is stored
     */
    public void appoint(String task, PersonId by, @Nullable String approver, @Nullable String reason) {
        long id = steps.filledIn(task)
                .orElseThrow(() -> new TaskRefused("This task names nobody."))
                .round();
        Round round = rounds.lock(id);
        Step step = steps.filledIn(task).orElseThrow();
        if (round.isProposedBy(by)) {
            throw new TaskRefused("Who proposed a content does not choose who approves it.");
        }
        if (approver == null || approver.isBlank()) {
            refuseWhileLacking(round, step);
        } else {
            PersonId person = checked(new PersonId(approver.strip()), round, step, by);
            appointments.add(step.id(), new Appointment(person, by, checked(reason)), time.now());
        }
    }

    private void refuseWhileLacking(Round round, Step step) {
        int missing = find.find(round, step, time.now()).missing();
        if (missing > 0) {
            throw new TaskRefused("Still %d too few who may approve as %s for %s: please name somebody."
                    .formatted(missing, step.role(), step.party()));
        }
    }

    private PersonId checked(PersonId person, Round round, Step step, PersonId by) {
        boolean belongs = parties.person(person)
                .filter(p -> p.organisation().equals(step.party())
                        || parties.caller(person).organisations().contains(step.party()))
                .isPresent();
        if (!belongs) {
            throw new TaskRefused("There is nobody with the login %s in %s.".formatted(person, step.party()));
        }
        if (person.equals(by)) {
            throw new TaskRefused("Please name somebody else than yourself.");
        }
        if (round.isProposedBy(person)) {
            throw new TaskRefused("Who proposed a content does not approve it.");
        }
        boolean asked = find.find(round, step, time.now()).people().stream()
                .anyMatch(sitter -> sitter.person().equals(person));
        if (asked || find.barred(round, step).contains(person)) {
            throw new TaskRefused("%s is asked in this chain already: nobody decides twice in it.".formatted(person));
        }
        return person;
    }

    private static String checked(@Nullable String reason) {
        String text = reason == null ? "" : reason.strip();
        if (text.length() < SHORTEST_REASON || text.length() > LONGEST_REASON) {
            throw new TaskRefused(
                    "Please say in %d to %d characters why she may decide.".formatted(SHORTEST_REASON, LONGEST_REASON));
        }
        return text;
    }
}
