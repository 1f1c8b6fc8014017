package io.surety.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.surety.agreement.Agreements;
import io.surety.agreement.ParsedDocument;
import io.surety.agreement.ReadDocument;
import io.surety.agreement.Version;
import io.surety.agreement.document.PeriodClause;
import io.surety.agreement.document.PeriodClause.Renewal;
import io.surety.calendar.Span;
import java.time.LocalDate;
import java.time.Period;
import java.util.Comparator;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** The content of a version, for another validity. */
@Component
class NextTerm {

    private final Agreements agreements;
    private final ReadDocument documents;
    private final ObjectMapper json;

    NextTerm(Agreements agreements, ReadDocument documents, ObjectMapper json) {
        this.agreements = agreements;
        this.documents = documents;
        this.json = json;
    }

    /**
     * The end of the next term: as long as the one that ends with this version. A version that amended it on the way ends
     * with it, and does not shorten the next one.
     */
    LocalDate end(Version version) {
        PeriodClause period = version.document().spec().period();
        LocalDate start = agreements.activated(version.ref().agreement()).stream()
                .map(v -> v.document().spec().period())
                .filter(p -> p.end().equals(period.end()))
                .map(PeriodClause::start)
                .min(Comparator.naturalOrder())
                .orElse(period.start());
        return period.end().plus(Period.between(start, period.end()));
    }

    /** How long before the end notice is given; lint has made sure that it is counted in dates. */
    static Period notice(PeriodClause period) {
        if (period.notice() instanceof Span.Dates notice) {
            return notice.period();
        }
        throw new IllegalStateException(
                "a notice is counted in dates: " + period.notice().text());
    }

    /** @throws io.surety.shared.Refusal if the other validity makes something wrong that was right */
    ParsedDocument document(Version version, LocalDate start, LocalDate end) {
        return document(version, start, end, version.document().spec().period().renewal());
    }

    ParsedDocument document(Version version, LocalDate start, LocalDate end, Renewal renewal) {
        try {
            String stored = agreements.content(version.hash()).orElseThrow();
            ObjectNode document = (ObjectNode) json.readTree(stored);
            document.withObject("/spec/period")
                    .put("start", start.toString())
                    .put("end", end.toString())
                    .put("renewal", renewal.name().toLowerCase(Locale.ROOT));
            return documents.readNext(document.toString(), stored);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored documents are readable", e);
        }
    }
}
