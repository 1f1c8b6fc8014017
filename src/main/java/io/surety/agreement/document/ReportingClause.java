package io.surety.agreement.document;

import io.surety.calendar.Span;
import java.util.List;

/**
 * @param finalAfter how long after a period's end its verdicts are final
 * @param objectWithin how long after the report a party may object
 */
public record ReportingClause(Span every, List<String> to, Span finalAfter, Span objectWithin) {}
