package io.surety.escaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.VersionRef;
import io.surety.agreement.VersionState;
import io.surety.lifecycle.LifecycleRequests;
import io.surety.measurement.Content;
import io.surety.measurement.Delivery;
import io.surety.measurement.Measurement;
import io.surety.measurement.Source;
import io.surety.measurement.Sources;
import io.surety.measurement.TakeMeasurements;
import io.surety.negotiation.Actor;
import io.surety.negotiation.Negotiate;
import io.surety.negotiation.Offer;
import io.surety.party.Organisation;
import io.surety.party.OrganisationId;
import io.surety.party.Parties;
import io.surety.party.PersonId;
import io.surety.party.RegisterParties;
import io.surety.party.Role;
import io.surety.review.StartReview;
import io.surety.testing.MovedTimeSource;
import io.surety.testing.Processes;
import io.surety.testing.ThreeParties;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.ApplicationContext;

/** The life of a version whose document holds an attack in every field for free text, from its draft to a review. */
final class AttackedLife {

    /** The marks of the fields that the page of the agreement shows to its sides. */
    private static final List<String> SHOWN =
            List.of("title", "duty19", "contact", "service", "excluded", "state", "value", "measured", "task");

    private final ApplicationContext context;
    private final LookForAttacks look;
    private final Processes processes;
    private final MovedTimeSource time;
    private final ThreeParties three;

    AttackedLife(ApplicationContext context, LookForAttacks look) {
        this.context = context;
        this.look = look;
        this.processes = context.getBean(Processes.class);
        this.time = context.getBean(MovedTimeSource.class);
        time.moveTo(MovedTimeSource.START);
        RegisterParties register = context.getBean(RegisterParties.class);
        three = new ThreeParties(register, context.getBean(ReadDocument.class));
        for (OrganisationId organisation : List.of(three.provider, three.customer, three.thirdParty)) {
            register.organisation(new Organisation(organisation, Attack.in("organisation"), null));
        }
        three.person(new PersonId("tom-" + three.agreement), three.provider, Role.THIRD_PARTY_MANAGER);
        for (Role role : List.of(Role.OPERATIONS_APPROVER, Role.FINANCE_APPROVER, Role.LEGAL_APPROVER)) {
            three.person(new PersonId(role + "-p-" + three.agreement), three.provider, role);
            three.person(new PersonId(role + "-c-" + three.agreement), three.customer, role);
        }
    }

    void play() {
        Agreements agreements = context.getBean(Agreements.class);
        VersionRef ref =
                agreements.draft(read(document("12000.00")), three.manager).ref();
        ProcessInstance life = processes.begun("sla-lifecycle", ref.toString());
        negotiate(ref, life);
        onboard(life);
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.AGREED);
        // past the start of its validity, so that the approval makes it active at once
        time.moveBy(Duration.ofDays(31));
        approve(life);
        assertThat(agreements.get(ref).state()).isEqualTo(VersionState.ACTIVE);
        review(ref);
        time.moveBy(Duration.ofDays(7));
        look.page(three.manager, "/mailbox", Attack.in("title"));
        look(three.manager);
        look(three.representative);
        look(three.contact);
    }

    private void negotiate(VersionRef ref, ProcessInstance life) {
        Negotiate negotiate = context.getBean(Negotiate.class);
        look.form(life, "userTask_makeOffer", Attack.in("title"), Attack.in("organisation"));
        Instant until = time.now().plus(Duration.ofDays(7));
        Offer first = negotiate.offer(ref, until, Actor.overRest(three.manager));
        processes.fireDue(life);
        look.form(life, "userTask_answerOffer", Attack.in("title"), Attack.in("organisation"));
        look.pageWithLinks(three.manager, "/agreements/" + three.agreement, Attack.in("title"));
        String countered = document("11000.00").replace("duty0\"", "dutyN\"");
        Offer counter = negotiate.counter(
                ref, first.hash(), null, read(countered), until, Actor.overRest(three.representative));
        processes.fireDue(life);
        // a list is shown as JSON
        look.form(life, "userTask_answerOffer", Attack.in("title"), Attack.in("dutyN\\"));
        negotiate.accept(ref, counter.id(), counter.hash(), Actor.overRest(three.manager));
        processes.fireDue(life);
        look.form(life, "userTask_consentToDuties", Attack.in("dutyN"), Attack.in("duty19"));
        negotiate.consent(ref, three.thirdParty.value(), counter.hash(), Actor.overRest(three.contact));
        processes.fireDue(life);
    }

    private void onboard(ProcessInstance life) {
        Task invitation = look.form(life, "userTask_answerInvitation", Attack.in("organisation"), Attack.in("duty19"));
        look.complete(life, invitation, Map.of("answer", "accept"));
        look.form(life, "userTask_provideEvidence", Attack.in("organisation"));
        for (Task evidence : look.open(life, "userTask_provideEvidence")) {
            look.complete(
                    life,
                    evidence,
                    Map.of("reference", Attack.in("reference"), "issuedOn", "2026-01-01", "expiresOn", "2027-06-01"));
        }
        String feed = feed();
        context.getBean(Sources.class)
                .register(new Source(feed, three.thirdParty, Set.of(three.provider)), three.contact);
        context.getBean(TakeMeasurements.class)
                .take(new Delivery(
                        feed,
                        List.of(Measurement.of("first", new Content.Watermark(time.now()))),
                        false,
                        PersonId.SYSTEM));
        Task tracking = look.form(life, "userTask_agreeTracking", Attack.in("duty19"), Attack.in("reference"));
        look.complete(
                life,
                tracking,
                Map.of(
                        "indicator", Attack.in("indicator"),
                        "source", feed,
                        "measuredAt", Attack.in("measured"),
                        "measuredBy", three.thirdParty.value()));
        Task decision = look.form(
                life,
                "userTask_decideAdmission",
                Attack.in("organisation"),
                Attack.in("duty19"),
                Attack.in("reference"),
                Attack.in("indicator"));
        look.complete(life, decision, Map.of("decision", "admit"));
    }

    private String feed() {
        return "feed-" + three.agreement;
    }

    private void approve(ProcessInstance life) {
        look.form(life, "userTask_startApproval", Attack.in("title"));
        context.getBean(LifecycleRequests.class)
                .startApproval(three.agreement, context.getBean(Parties.class).caller(three.manager));
        processes.fireDue(life);
        look.form(life, "userTask_approve", Attack.in("title"), Attack.in("organisation"));
        for (List<Task> open = look.open(life, "userTask_approve");
                !open.isEmpty();
                open = look.open(life, "userTask_approve")) {
            look.complete(life, open.get(0), Map.of("decision", "approve"));
        }
    }

    private void review(VersionRef ref) {
        var review =
                context.getBean(StartReview.class).extra(ref.agreement(), Attack.in("reason"), "attack", three.manager);
        ProcessInstance instance =
                processes.begun("periodic-review", review.id().toString());
        look.form(instance, "userTask_giveView", Attack.in("title"));
        for (Task view : look.open(instance, "userTask_giveView")) {
            look.complete(instance, view, Map.of("satisfaction", "4", "comment", Attack.in("comment")));
        }
        look.form(instance, "userTask_decideOutcome", Attack.in("title"), Attack.in("comment"));
    }

    /** The pages of the agreement as one of its people sees them. */
    private void look(PersonId person) {
        String own = "/agreements/" + three.agreement;
        boolean side = !person.equals(three.contact);
        look.page(person, "/");
        look.page(person, "/agreements", Attack.in("title"));
        look.page(person, "/mailbox");
        if (side) {
            look.page(person, own, SHOWN.stream().map(Attack::in).toArray(String[]::new));
            look.pageWithLinks(person, own, Attack.in("reason"));
            look.page(person, own + "/reports");
            look.page(person, own + "/reports/2026-04", Attack.in("title"));
            look.page(person, "/api" + own + "/reports/2026-04", Attack.in("title"));
        } else {
            look.page(person, own, Attack.in("title"), Attack.in("duty19"));
            look.page(person, own + "/reports", 403);
        }
    }

    private ParsedDocument read(String text) {
        return context.getBean(ReadDocument.class).read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every field that takes free text holds an attack; the title is as long as a title may be, and the duties are many. */
    private String document(String price) {
        List<String> duties = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            duties.add("'" + longest("duty" + i) + "'");
        }
        String text = three.text(ThreeParties.Content.PLAIN.thirdParty().price(price))
                .replace("source: tickets", "source: " + feed())
                .replace("{id: tickets, kind", "{id: " + feed() + ", kind");
        for (String[] change : new String[][] {
            {"title: Support", "title: '" + longest("title") + "'"},
            {"duties: [hosts the tickets]", "duties: [" + String.join(", ", duties) + "]"},
            {
                "role: provider}",
                "role: provider, contacts: [{name: " + Attack.quoted("contact")
                        + ", email: nora@x.example, role: service-level-manager}]}"
            },
            {
                "description: one place for faults",
                "description: " + Attack.quoted("service") + ", notIncluded: [" + Attack.quoted("excluded") + "]"
            },
            {"where: {type: [incident]}", "where: {type: [" + Attack.quoted("value") + "]}"},
            {"state: [New]", "state: [" + Attack.quoted("state") + "]"},
            {"  review: {", "  responsibilities: [{duty: " + Attack.quoted("task") + ", who: customer}]\n  review: {"},
            {
                "supportedBy:",
                "tracking: {measuredBy: " + three.thirdParty + ", at: " + Attack.quoted("measured") + ", checkedBy: "
                        + three.provider + "}\n      supportedBy:"
            }
        }) {
            assertThat(text).contains(change[0]);
            text = text.replace(change[0], change[1]);
        }
        return text;
    }

    private static String longest(String mark) {
        return (Attack.in(mark) + " " + "x".repeat(300)).substring(0, 300);
    }
}
