package io.surety.agreement.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import io.surety.agreement.document.CalendarClause;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request to evaluate: a calendar that is written out, or the name of a shared one.
 *
 * @param clause null where there is a name
 * @param name null where there is a clause
 * @param operations each is read on its own, so that one that is wrong spoils no other
 */
public record Evaluation(@Nullable CalendarClause clause, @Nullable String name, List<JsonNode> operations) {}
