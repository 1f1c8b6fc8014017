package io.surety.agreement.reading;

import io.surety.agreement.document.CalendarClause;
import io.surety.agreement.document.EscalationPolicy;
import io.surety.agreement.document.PartyClause;
import io.surety.agreement.document.ServiceClause;
import io.surety.agreement.document.Spec;
import io.surety.agreement.document.Term;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names that a document gives, for those who refer to them. */
final class Ids {

    private Ids() {}

    static Set<String> calendars(Spec spec) {
        return ids(spec.calendars(), CalendarClause::id);
    }

    static Set<String> services(Spec spec) {
        return ids(spec.services(), ServiceClause::id);
    }

    static Set<String> terms(Spec spec) {
        return ids(spec.terms(), Term::id);
    }

    static Set<String> policies(Spec spec) {
        return ids(spec.escalations(), EscalationPolicy::id);
    }

    static Set<String> parties(Spec spec) {
        return ids(spec.parties(), PartyClause::id);
    }

    /** A party is named by its id, and the two sides also by what they are. */
    static Set<String> partiesAndRoles(Spec spec) {
        Set<String> names = new HashSet<>(parties(spec));
        names.addAll(Set.of("provider", "customer"));
        return names;
    }

    private static <T> Set<String> ids(List<T> things, Function<T, String> id) {
        return things.stream().map(id).collect(Collectors.toSet());
    }
}
