package io.surety.agreement.document;

import io.surety.calendar.Span;
import java.time.LocalDate;
import java.util.List;

/** The n-th review is due at anchor + n × every. */
public record ReviewClause(Span every, LocalDate anchor, List<String> participants) {}
