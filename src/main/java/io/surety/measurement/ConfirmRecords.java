package io.surety.measurement;

import io.surety.party.Caller;
import io.surety.party.OrganisationId;
import io.surety.party.Role;
import io.surety.shared.Interval;
import io.surety.shared.Refusal;
import io.surety.shared.TimeSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Who may confirm a record, and for which organisation. */
@Component
class ConfirmRecords {

    private final StoredServiceRecords records;
    private final ApplicationEventPublisher events;
    private final TimeSource time;

    ConfirmRecords(StoredServiceRecords records, ApplicationEventPublisher events, TimeSource time) {
        this.records = records;
        this.events = events;
        this.time = time;
    }

    /** Whoever records a cause for one organisation, and may decide for it, has confirmed it by that. */
    void confirmOwn(Caller caller, Source source, String id) {
        Set<OrganisationId> mine = organisations(caller, source);
        if (mayDecide(caller) && mine.size() == 1) {
            OrganisationId own = mine.iterator().next();
            records.confirm(source.id(), id, own, caller.person(), "recorded", time.now());
            events.publishEvent(new CauseConfirmed(source.id(), id, own, caller.person()));
        }
    }

    /**
     * @param organisation for which she confirms; null if there is only one that it can be
     * @throws Refusal if she may not decide for any organisation of the source, or if it is not clear for which
     */
    void confirm(
            Caller caller,
            Source source,
            String id,
            String service,
            Interval span,
            @Nullable OrganisationId organisation,
            String comment) {
        Set<OrganisationId> mine = organisations(caller, source);
        if (!mayDecide(caller) || mine.isEmpty() || (organisation != null && !mine.contains(organisation))) {
            throw new Refusal(
                    Refusal.Kind.FORBIDDEN,
                    "confirmation-forbidden",
                    "only service level managers and customer representatives confirm, each for her own organisation");
        }
        OrganisationId decided = Optional.ofNullable(organisation)
                .or(() -> mine.size() == 1 ? mine.stream().findFirst() : Optional.empty())
                .orElseThrow(
                        () -> Refusal.invalid("organisation-needed", "say for which organisation: " + mine, List.of()));
        records.confirm(source.id(), id, decided, caller.person(), comment, time.now());
        events.publishEvent(new CauseConfirmed(source.id(), id, decided, caller.person()));
        events.publishEvent(new ServiceRecordsChanged(source.id(), service, span));
    }

    private static boolean mayDecide(Caller caller) {
        return caller.holds(Role.SERVICE_LEVEL_MANAGER) || caller.holds(Role.CUSTOMER_REPRESENTATIVE);
    }

    private static Set<OrganisationId> organisations(Caller caller, Source source) {
        return source.organisations().stream()
                .filter(caller.organisations()::contains)
                .collect(Collectors.toUnmodifiableSet());
    }
}
