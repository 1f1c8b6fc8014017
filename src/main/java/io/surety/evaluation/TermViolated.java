package io.surety.evaluation;

import io.surety.agreement.VersionRef;
import io.surety.shared.Interval;
import java.util.UUID;

/** A term's verdict for a period became VIOLATED; published with the record, again when its count grows. */
public record TermViolated(UUID violation, VersionRef version, String term, Interval period, int count) {}
