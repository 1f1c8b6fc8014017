package io.surety.evaluation.clock;

import io.surety.calendar.ServiceCalendar;
import io.surety.shared.Diagnostic;
import java.util.Optional;

/**
 * The open time that a clock runs in.
 *
 * @param name as the ledger says it
 * @param odd why it is not the one that the document asks for, if it is not
 */
public record Hours(ServiceCalendar calendar, String name, Optional<Diagnostic> odd) {}
