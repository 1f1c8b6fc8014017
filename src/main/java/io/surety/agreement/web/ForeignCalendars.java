package io.surety.agreement.web;

import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.SharedCalendars;
import io.surety.agreement.Version;
import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.CalendarClause.SharedCalendar;
import io.surety.party.Caller;
import io.surety.shared.Diagnostic;
import io.surety.shared.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Whoever writes an agreement takes calendars of her own organisations, or those that a version of it has already. */
@Component
class ForeignCalendars {

    private final Agreements agreements;
    private final SharedCalendars calendars;

    ForeignCalendars(Agreements agreements, SharedCalendars calendars) {
        this.agreements = agreements;
        this.calendars = calendars;
    }

    /** @throws Refusal {@code document-invalid} if a calendar is not hers to see, as if there were none */
    void refuse(ParsedDocument document, Caller caller) {
        List<CalendarClause> clauses = document.document().spec().calendars();
        List<Diagnostic> found = new ArrayList<>();
        for (int i = 0; i < clauses.size(); i++) {
            SharedCalendar shared = clauses.get(i).shared();
            if (shared != null && !isOwn(shared, caller) && !isThere(shared, document, caller)) {
                found.add(new Diagnostic(
                        "/spec/calendars/" + i + "/shared/name",
                        "unknown-shared-calendar",
                        "no party has a shared calendar " + shared.name()));
            }
        }
        if (!found.isEmpty()) {
            throw Refusal.invalid(
                    "document-invalid", "the document is not accepted, " + found.size() + " things are wrong", found);
        }
    }

    private boolean isOwn(SharedCalendar shared, Caller caller) {
        return Optional.ofNullable(shared.hash())
                .flatMap(hash -> calendars.withHash(shared.name(), hash))
                .filter(calendar -> caller.sees(Set.of(calendar.document().organisation())))
                .isPresent();
    }

    private boolean isThere(SharedCalendar shared, ParsedDocument document, Caller caller) {
        List<Version> before =
                agreements.versions(document.document().metadata().name());
        return before.stream()
                .filter(version -> caller.sees(version.sides()))
                .flatMap(version -> version.document().spec().calendars().stream())
                .anyMatch(clause -> shared.equals(clause.shared()));
    }
}
